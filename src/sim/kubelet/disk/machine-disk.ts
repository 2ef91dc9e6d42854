import { SysError } from '../../shell/errors.ts';
import { BLOCK_BYTES } from '../../shell/fs/volume.ts';

/** What is taken of a disk. */
export interface DiskState {
  readonly capacityBytes: number;
  readonly usedBytes: number;
  readonly inodes: number;
  readonly inodesUsed: number;
}

/** A file system of ext4 has one inode for so many bytes. */
const BYTES_PER_INODE = 16_384;

/**
 * The one disk of a machine: images, files of containers, logs and volumes lie on it (nodefs and imagefs are the same).
 * What is used is worked out when somebody asks; in between writers only say how much they add at most, so that a disk
 * with room costs nothing.
 */
export class MachineDisk {
  readonly capacityBytes: number;
  readonly inodes: number;
  /** Called when more may have been added since the last measurement than `slack` says. */
  onLow: (() => void) | undefined;
  /** What may be added before anybody wants to know. */
  slack = { bytes: Infinity, inodes: Infinity };
  private readonly use: () => { readonly bytes: number; readonly inodes: number };
  private measured = { bytes: 0, inodes: 0 };
  private measuring = false;
  private added = { bytes: 0, inodes: 0 };

  /** @param use measures what lies on the disk */
  constructor(capacityBytes: number, use: () => { readonly bytes: number; readonly inodes: number }) {
    this.capacityBytes = capacityBytes;
    this.inodes = Math.floor(capacityBytes / BYTES_PER_INODE);
    this.use = use;
  }

  /** Measures what is on the disk now. */
  measure(): DiskState {
    this.measuring = true;
    this.measured = this.use();
    this.measuring = false;
    // Who set the slack has not looked now: what was added since still counts.
    const { bytes: room, inodes: files } = this.slack;
    this.slack = { bytes: room - this.added.bytes, inodes: files - this.added.inodes };
    this.added = { bytes: 0, inodes: 0 };
    const { bytes, inodes } = this.measured;
    return {
      capacityBytes: this.capacityBytes,
      usedBytes: Math.min(bytes, this.capacityBytes),
      inodes: this.inodes,
      inodesUsed: Math.min(inodes, this.inodes),
    };
  }

  /** Somebody adds bytes, or a file (0 bytes). Throws SysError when there is no room. */
  grow(bytes: number): void {
    // Logs are brought up to date while they are measured.
    if (this.measuring) return;
    this.added.bytes += bytes === 0 ? BLOCK_BYTES : bytes;
    if (bytes === 0) this.added.inodes++;
    if (!this.hasRoom()) {
      this.measure();
      this.added.bytes += bytes;
      if (!this.hasRoom()) {
        this.onLow?.();
        throw new SysError('ENOSPC');
      }
    }
    if (this.added.bytes >= this.slack.bytes || this.added.inodes >= this.slack.inodes) this.onLow?.();
  }

  /** Somebody has added bytes who does not mind that there is no room: what does not fit is lost. */
  note(bytes: number): void {
    try {
      this.grow(bytes);
    } catch (error) {
      if (!(error instanceof SysError)) throw error;
    }
  }

  private hasRoom(): boolean {
    return (
      this.measured.bytes + this.added.bytes <= this.capacityBytes &&
      this.measured.inodes + this.added.inodes <= this.inodes
    );
  }
}
