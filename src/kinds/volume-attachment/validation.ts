import type { FieldError } from '../../api/field-error.ts';
import { forbiddenField, invalidValue, required, tooLong } from '../../api/field-errors.ts';
import { goSyntax } from '../../api/go-syntax.ts';
import type {
  VolumeAttachment,
  VolumeAttachmentSource,
  VolumeAttachmentSpec,
  VolumeAttachmentStatus,
} from '../../api/k8s/storage-v1.gen.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import { checkPresent, type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { checkVolumeSpec } from '../../api/validation/persistent-volume/spec.ts';
import { checkDriverName } from '../../api/validation/pod-spec/shared-sources.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';
import { utf8Length } from '../../base/utf8.ts';

const MAX_METADATA_BYTES = 256 * 1024;
const MAX_MESSAGE_BYTES = 1024;

/** Errors of an attachment, as of storage.k8s.io/v1. Models ValidateVolumeAttachment and ValidateVolumeAttachmentV1. */
export function validateAttachment(object: VolumeAttachment): readonly FieldError[] {
  const found: Found = [];
  checkSpec(object, found);
  const { attacher, source } = object.spec ?? {};
  checkDriverName(attacher, 'spec.attacher', found);
  const name = source?.persistentVolumeName;
  if (name !== undefined) reject(dns1123Subdomain(name), name, 'spec.source.persistentVolumeName', found);
  return found;
}

/** Errors of an update: the spec stays. Models ValidateVolumeAttachmentUpdate. */
export function validateAttachmentUpdate(next: VolumeAttachment, previous: VolumeAttachment): readonly FieldError[] {
  const found: Found = [];
  checkSpec(next, found);
  if (!deepEqual(next.spec, previous.spec)) {
    found.push(invalidValue('spec', goSyntax(goSpec(next.spec)), IMMUTABLE));
  }
  return found;
}

function checkSpec({ spec, status }: VolumeAttachment, found: Found): void {
  const { attacher, source = {}, nodeName = '' } = spec ?? {};
  checkPresent(attacher, 'spec.attacher', found);
  checkSource(source, 'spec.source', found);
  reject(dns1123Subdomain(nodeName), nodeName, 'spec.nodeName', found);
  if (status) checkStatus(status, found);
}

function checkSource(source: VolumeAttachmentSource, path: string, found: Found): void {
  const { inlineVolumeSpec: inline, persistentVolumeName: name } = source;
  const detail = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (!inline && name === undefined) found.push(required(path, detail));
  else if (inline && name !== undefined) found.push(forbiddenField(path, detail));
  else if (name === '')
    found.push(required(`${path}.persistentVolumeName`, 'must specify non empty persistentVolumeName'));
  else if (inline) checkVolumeSpec(inline, { name: '', inline: true }, `${path}.inlineVolumeSpec`, found);
}

function checkStatus(
  { attachmentMetadata = {}, attachError, detachError }: VolumeAttachmentStatus,
  found: Found,
): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(attachmentMetadata)) bytes += utf8Length(key) + utf8Length(value);
  if (bytes > MAX_METADATA_BYTES) found.push(tooLong('status.attachmentMetadata', MAX_METADATA_BYTES));
  for (const [name, error] of Object.entries({ attachError, detachError })) {
    // Upstream names the other limit.
    if (utf8Length(error?.message ?? '') > MAX_MESSAGE_BYTES) {
      found.push(tooLong(`status.${name}.message`, MAX_METADATA_BYTES));
    }
  }
}

function goSpec({ attacher, source, nodeName }: VolumeAttachmentSpec): string {
  const name = source.persistentVolumeName === undefined ? '(*string)(nil)' : '(*string)(0xADDR)';
  const type = '(*core.PersistentVolumeSpec)';
  const inline = `${type}(${source.inlineVolumeSpec ? '0xADDR' : 'nil'})`;
  const from = `storage.VolumeAttachmentSource{PersistentVolumeName:${name}, InlineVolumeSpec:${inline}}`;
  return `storage.VolumeAttachmentSpec{Attacher:${goQuote(attacher)}, Source:${from}, NodeName:${goQuote(nodeName)}}`;
}
