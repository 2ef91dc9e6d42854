import type { FieldError } from '../../api/field-error.ts';
import { duplicateValue, invalidValue, required } from '../../api/field-errors.ts';
import { goStrings, goSyntax } from '../../api/go-syntax.ts';
import type { CSINode, CSINodeDriver } from '../../api/k8s/storage-v1.gen.ts';
import { qualifiedName } from '../../api/names.ts';
import { checkNonNegative, type Found, IMMUTABLE, reject } from '../../api/validation/basics.ts';
import { checkDriverName } from '../../api/validation/pod-spec/shared-sources.ts';
import { deepEqual } from '../../base/equal.ts';
import { goQuote } from '../../base/go-quote.ts';

const MAX_NODE_ID = 256;

/** Errors of a CSINode. Models ValidateCSINode. */
export function validateCsiNode({ spec }: CSINode): readonly FieldError[] {
  const found: Found = [];
  const names = new Set<string>();
  for (const [i, driver] of (spec?.drivers ?? []).entries()) checkDriver(driver, names, `spec.drivers[${i}]`, found);
  return found;
}

/** Errors of an update: drivers come and go, but do not change. Models ValidateCSINodeUpdate. */
export function validateCsiNodeUpdate(next: CSINode, previous: CSINode): readonly FieldError[] {
  const found: Found = [...validateCsiNode(next)];
  for (const old of previous.spec?.drivers ?? []) {
    for (const driver of next.spec?.drivers ?? []) {
      if (driver.name !== old.name || deepEqual(driver, old)) continue;
      found.push(invalidValue('CSINodeDriver', goSyntax(goDriver(driver)), IMMUTABLE));
    }
  }
  return found;
}

function checkDriver(driver: CSINodeDriver, names: Set<string>, path: string, found: Found): void {
  const { name = '', nodeID = '', allocatable, topologyKeys = [] } = driver;
  checkDriverName(name, `${path}.name`, found);
  if (nodeID === '') found.push(required(`${path}.nodeID`));
  if (nodeID.length > MAX_NODE_ID) {
    found.push(invalidValue(`${path}.nodeID`, nodeID, `must be ${MAX_NODE_ID} characters or less`));
  }
  checkNonNegative(allocatable?.count, `${path}.allocatable.count`, found);
  if (names.has(name)) found.push(duplicateValue(`${path}.name`, name));
  names.add(name);
  const keys = new Set<string>();
  for (const key of topologyKeys) {
    if (key === '') found.push(required(path));
    if (keys.has(key)) found.push(duplicateValue(path, key));
    keys.add(key);
    reject(qualifiedName(key), topologyKeys, path, found);
  }
}

function goDriver({ name, nodeID, topologyKeys, allocatable }: CSINodeDriver): string {
  const amount = `(*storage.VolumeNodeResources)(${allocatable ? '0xADDR' : 'nil'})`;
  const ids = `Name:${goQuote(name)}, NodeID:${goQuote(nodeID)}`;
  return `storage.CSINodeDriver{${ids}, TopologyKeys:${goStrings(topologyKeys)}, Allocatable:${amount}}`;
}
