import type { KubeObject } from '../../api/object.ts';
import golden from './testdata/golden/bootstrap.json';

/** The objects of a fresh cluster of v1.32, without who manages their fields. */
export function recordedBootstrap(): readonly KubeObject[] {
  return Object.values(golden as unknown as Record<string, readonly KubeObject[]>)
    .flat()
    .map(withoutManagers);
}

/** An object of ours in the words of the recording: uids, versions, times and addresses as placeholders. */
export function asRecorded(object: KubeObject): KubeObject {
  const text = JSON.stringify(withoutManagers(object))
    .replace(/"(resourceVersion|uid)":"[^"]*"/g, '"$1":"<$1>"')
    .replace(/"(creationTimestamp|lastTransitionTime)":"[^"]*"/g, '"$1":"<time>"')
    .replace(/"(renewTime|acquireTime)":"[^"]*"/g, '"$1":"<microTime>"')
    .replace(/-----BEGIN CERTIFICATE-----[^"]*/g, '<certificate>')
    .replace(/"since":"[^"]*"/, '"since":"2026-11-21"')
    .replace(/"holderIdentity":"[^"]*"/, '"holderIdentity":"<identity>"')
    .replace(/192\.168\.1\.10/g, '<advertiseAddress>')
    .replace(/"(port|targetPort)":6443/g, '"$1":"<apiserverPort>"');
  return JSON.parse(text) as KubeObject;
}

function withoutManagers(object: KubeObject): KubeObject {
  const { managedFields: _managers, ...metadata } = object.metadata;
  return { ...object, metadata };
}
