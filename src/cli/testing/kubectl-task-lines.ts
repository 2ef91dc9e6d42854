import type { KubectlLine } from './kubectl-lines.ts';

/** Commands that work on what others have made: replace, autoscale, wait, events, auth, drain, diff and the like. */
const LINES = `
create deployment web --image=nginx:1.27 --replicas=2
run p1 --image=nginx:1.27
create cm cfg --from-literal=a=1
rollout status deploy/web --timeout=60s
wait --for=condition=Ready pod/p1 --timeout=60s
replace
replace -f cm.yaml --grace-period=3
replace -f cm.yaml --timeout=3s
replace -f cm.yaml --force --dry-run=client
replace -f cm.yaml --cascade=bogus
replace -f cm.yaml --dry-run=client
replace -f cm.yaml --dry-run=server
replace -f cm.yaml -o yaml
replace -f cm.yaml --save-config -o yaml
replace -f nope.yaml
replace x
replace -f stale.yaml
replace --force -f cm.yaml
replace --force -f cm.yaml -o yaml
replace --force -f cm.yaml -o name
replace -f all.yaml
autoscale
autoscale deploy web --max=0
autoscale deploy web --max=3 --min=5
autoscale deploy nope --max=3
autoscale deploy web --max=3 --dry-run=client -o yaml
autoscale cm cfg --max=3
autoscale deploy web --max=3 --cpu-percent=80
autoscale deploy web --max=3 --cpu-percent=80
autoscale deploy web --max=3 --cpu-percent=80 --name=w2 -o yaml
autoscale deploy web --max=x
autoscale
wait
wait pod/p1 --for=foo
wait pod/p1 --for=condition=Ready=false --timeout=1s
wait pod/p1 --for=condition=ready --timeout=1s
wait pod/p1 --for=jsonpath --timeout=1s
wait pod/p1 --for=jsonpath={.status.phase} --timeout=1s
wait pod/p1 --for=jsonpath={.status.phas} --timeout=1s
wait pod/p1 --for=jsonpath={.status.phase}=Failed --timeout=1s
wait pod/p1 --for=jsonpath=.status.phase=Running --timeout=1s
wait pod/p1 --for=jsonpath={.status.phase}= --timeout=1s
wait pod/p1 --for=jsonpath={.status.conditions}=x --timeout=1s
wait pod/p1 --for=jsonpath={.metadata.labels} --timeout=1s
wait pod/p1 --for=jsonpath={.spec.containers[*].name}=p1 --timeout=1s
wait pod -l x=y --for=condition=Ready --timeout=1s
wait pod -l x=y --for=delete --timeout=1s
wait pod/nope --for=delete --timeout=1s
wait pod/nope --for=create --timeout=1s
wait pod --for=create --timeout=1s
wait pod --all --for=condition=Ready --timeout=0
wait pod --all --for=condition=Nope --timeout=0
wait pod/p1 pod/nope --for=condition=Ready --timeout=1s
wait pod/p1 --for=condition=Ready -o yaml
wait pod/p1 --for=condition=Ready -o name
wait foo/p1 --for=condition=Ready
wait pod,deploy --all --for=create
wait pod/p1 --for=jsonpath={.a=b=c} --timeout=0
wait pod/p1 --for=jsonpath={.status.conditions[*].status}=False --timeout=1s
wait pod/p1 --for=jsonpath={.status.conditions[*.status}=False --timeout=1s
wait pod/p1 pod/nope --for=delete --timeout=0
wait pods --for=condition=Ready --timeout=1s
events --for pod
events --for pod/nope
events --for nope/nope
events --types=Foo
events --types=Warning
events -o name
events -n empty
events -A --for pod/xx
auth can-i
auth can-i get
auth can-i get pods
auth can-i get pods --subresource=log --as=jane
auth can-i get deploy/web
auth can-i get /healthz
auth can-i use /healthz
auth can-i fly pods
auth can-i get nodes
auth can-i get nodes --as=jane
auth can-i get nope
auth can-i get nope -q
auth can-i get pods -A --as=jane
auth can-i --list
auth can-i --list --as=jane --no-headers
auth can-i --list pods
auth can-i get deployments.nope
auth can-i fly pods -A
auth can-i get pods --no-headers
auth can-i --list -q
auth whoami
auth whoami -o yaml
auth whoami -o json --as=jane
auth reconcile
auth reconcile -f cm.yaml
drain
drain nope
drain node-1 -l x=y
drain node-1 --pod-selector==x
drain -l kubernetes.io/hostname=nope
drain pod/p1
cordon pod/p1
diff
diff -f cm.yaml
diff -f cm2.yaml
diff -f all.yaml
diff --server-side -f cm2.yaml
diff -f nope.yaml
diff x
diff -f missing.yaml
apply view-last-applied
apply view-last-applied cm cfg
apply -f cm.yaml
apply view-last-applied cm cfg
apply view-last-applied cm/cfg -o json
apply view-last-applied cm/cfg -o wide
apply view-last-applied deploy/web
apply view-last-applied cm --all
apply view-last-applied cm nope
apply set-last-applied
apply set-last-applied -f ssa.yaml
apply set-last-applied -f cm2.yaml
apply set-last-applied -f cm2.yaml
apply set-last-applied -f cm2.yaml --dry-run=client
apply set-last-applied -f cm.yaml -o yaml
certificate approve
certificate approve nope
certificate deny nope
`;

export const kubectlTaskLines: readonly KubectlLine[] = LINES.trim()
  .split('\n')
  .map((line) => ({ line, ...(line.startsWith('rollout status') ? { last: true } : {}) }));
