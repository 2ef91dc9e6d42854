/** How a group, version or subresource stands in the ids of operations: `rbac.authorization.k8s.io` as RbacAuthorization. */
export function nameInIds(text: string): string {
  const parts = text === '' ? ['core'] : text.replace(/\.k8s\.io$/, '').split(/[.-]/);
  return parts.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('');
}
