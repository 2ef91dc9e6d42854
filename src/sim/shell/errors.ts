/** Error numbers of system calls, by name, with the C library's texts. */
const TEXTS = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  ESRCH: 'No such process',
  EAGAIN: 'Resource temporarily unavailable',
  EIO: 'I/O error',
  ENOEXEC: 'Exec format error',
  EBADF: 'Bad file descriptor',
  EACCES: 'Permission denied',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EXDEV: 'Invalid cross-device link',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENOSPC: 'No space left on device',
  ESPIPE: 'Illegal seek',
  EROFS: 'Read-only file system',
  EPIPE: 'Broken pipe',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  ENOTTY: 'Inappropriate ioctl for device',
  EADDRINUSE: 'Address already in use',
  ECONNREFUSED: 'Connection refused',
  ETIMEDOUT: 'Connection timed out',
} as const;

/** The name of an error number. */
export type ErrorCode = keyof typeof TEXTS;

/** What a failed system call throws; its message is the C library's text. */
export class SysError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(TEXTS[code]);
    this.code = code;
  }
}

/** The text of a failed system call; anything else is a mistake of the program and is thrown on. */
export function errorText(error: unknown): string {
  if (error instanceof SysError) return error.message;
  throw error;
}
