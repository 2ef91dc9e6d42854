import type { KubectlLine } from './kubectl-lines.ts';

/** Commands that go on for a while, that move files, or that empty a node; each has its own namespace and node. */
const LINES = `
apply -f two.yaml
run p1 --image=nginx:1.27 --port=80
run loop --image=busybox:1.36 --restart=Never -- sh -c 'for i in 1 2 3; do echo line $i; sleep 1; done'
create cm cfg --from-literal=a=1
wait --for=condition=Ready pod/two pod/p1 --timeout=60s
logs -f loop
logs -f loop --tail=1
logs -f loop --timestamps --tail=1
logs -f -l run=loop
logs -f -l run=loop --prefix
get pods -w --request-timeout=1s --no-headers
get pods two -w --request-timeout=1s -o name
get pods two --watch-only --request-timeout=1s
get cm cfg -w --request-timeout=1s -o yaml
get cm cfg -w --request-timeout=1s --output-watch-events
get cm -w --request-timeout=1s -o jsonpath={.metadata.name}
events --for pod/two --watch --request-timeout=1s
cp cm.yaml two:/tmp/cm.yaml -c a
exec two -c a -- cat /tmp/cm.yaml
cp two:/tmp/cm.yaml got.yaml -c a
cp two:/tmp got -c a
cp two:/nope got2 -c a
cp nofile two:/tmp/x -c a
cp cm.yaml nopod:/tmp/x
cp two:/tmp/cm.yaml /dev/null -c x
port-forward
port-forward two
port-forward two x
port-forward two 0:0
port-forward two 99999
port-forward two a:80
port-forward two 1:
port-forward nope 80
port-forward cm/cfg 80
port-forward deploy/nope 80
port-forward p1 80 --address=foo
expose pod p1 --port=8080 --target-port=80
expose pod p1 --name=named --port=8080 --target-port=http
port-forward svc/p1 99
port-forward svc/p1 http
port-forward svc/named 8080
port-forward pod/loop 80
get cm cfg -w --request-timeout=1s -o yaml --output-watch-events
get cm -w --request-timeout=1s -o yaml
get cm -w --request-timeout=1s -o custom-columns=N:.metadata.name
rollout status deploy/nope
create deployment web --image=nginx:1.27 --replicas=1
rollout status deploy/web --timeout=60s
delete pod --all --now
cordon @node
drain @node --dry-run=client --ignore-daemonsets
drain @node --ignore-daemonsets --force --delete-emptydir-data --timeout=60s
drain @node --ignore-daemonsets
uncordon @node
`;

export const kubectlStreamLines: readonly KubectlLine[] = LINES.trim()
  .split('\n')
  .map((line) => ({ line, ...(/^rollout status|^drain/.test(line) ? { last: true } : {}) }));
