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
apply -f two.yaml
run done --image=busybox:1.36 --restart=Never -- sh -c "echo out; echo err >&2; exit 4"
wait --for=condition=Ready pod/p1 pod/two --timeout=60s
wait --for=jsonpath={.status.phase}=Failed pod/done --timeout=60s
logs
logs two
logs two -c b
logs two b
logs two -c x
logs -l app=two
logs -l app=none
logs -l app=web -f --max-log-requests=1
logs deploy/web
logs deploy/web --tail=1
logs deploy/nope
logs svc/nope
logs cm/cfg
logs nope
logs two -p
logs two --tail=-5
logs two --tail=x
logs two --since=1s --since-time=2020-01-01T00:00:00Z
logs two --since=-1s
logs two --since-time=foo
logs two --since-time=2020-01
logs two --since-time=2020-01-01T00:00:00Z
logs two --since=1h --tail 1
logs two --limit-bytes=2
logs two --limit-bytes=-2
logs two -c b --all-containers
logs two x y
logs two -l app=x
logs two b -c b
logs foo/two
logs pod/two
logs done
logs done -f
logs -f job/nope
exec
exec two
exec two ls
exec two --
exec two -- ls /
exec two -c b -- hostname
exec two -c x -- hostname
exec nope -- ls
exec deploy/nope -- hostname
exec cm/cfg -- hostname
exec two -c a -- sh -c 'exit 3'
exec two -c a -- sh -c 'echo out; echo err >&2'
exec -it two -c a -- hostname
exec -t two -c a -- hostname
exec done -- ls
exec -- ls
exec -f two.yaml -c a -- echo hi
exec two a -- ls
attach
attach nope
attach two a b
attach two -c x
attach done
attach deploy/nope
attach cm/cfg
create cm nochange --from-literal=a=2
edit
edit cm nope
edit cm nochange
edit cm nochange -o json
edit cm cfg
edit cm cfg
edit cm cfg -o wide
edit deploy web --save-config
apply edit-last-applied cm/cfg
apply edit-last-applied cm/cfg
get cm cfg -o yaml
run tmp --rm --image=busybox:1.36
run tmp -t --image=busybox:1.36
run tmp -i --image=busybox:1.36 --dry-run=client
run t1 -i --rm --restart=Never --image=busybox:1.36 -- echo hi
run t2 -i --rm --restart=Never --image=busybox:1.36 -- sh -c 'sleep 20; echo out; exit 3'
run t3 -i --rm -q --restart=Never --image=busybox:1.36 -- sh -c 'echo out; exit 2'
run t4 --attach --restart=Never --image=busybox:1.36 -- sh -c 'sleep 60; echo out'
logs t4
top nodes
top node --show-capacity --no-headers
top node nosuch
top pods
top pod -A --containers --sum
top pod -n kube-system -l k8s-app=kube-dns --sort-by=memory --use-protocol-buffers=false
top pod -l a=b
top pod nosuch
top pod x -l a=b
top pod --sort-by=foo
cp
cp a b
cp :/x y
cp x/y/z:/a y
cp default/two:/etc/hostname two:/x
debug
debug two
debug nope --image=busybox
debug two --image=busybox:1.36
debug two --image=busybox:1.36 -c dbg --profile=general
debug two --image=busybox:1.36 -c dbg2 --profile=restricted --env=A=b
get pod two -o jsonpath={.spec.ephemeralContainers[1:]}
debug two --image=busybox:1.36 --copy-to=c1 -c x
debug two --copy-to=c2 --set-image=*=busybox:1.36
debug two --copy-to=c3 --container=a -- sleep 10
get pod c1 -o jsonpath={.spec.containers}{.metadata.annotations}{.metadata.labels}{.spec.shareProcessNamespace}
get pod c2 -o jsonpath={.spec.containers}
get pod c3 -o jsonpath={.spec.containers}
debug node/node-1
debug two --image=busybox:1.36 --profile=foo
debug deploy/web --image=busybox:1.36
debug cm/cfg --image=busybox:1.36
debug two --replace --image=busybox
debug two --same-node --image=busybox
debug two --set-image=a=b
debug two --image=Busy
debug two --image=busybox:1.36 -t
debug two --copy-to=y2
debug two --image=busybox:1.36 --target=a --copy-to=x
debug two --image=busybox:1.36 --target=a -c t1
apply -f cm.yaml --prune
apply -f cm.yaml --prune --all -l a=b
apply -f cm.yaml --prune --force
apply -f cm.yaml --prune --all --server-side
apply -f cm.yaml --subresource=status
apply -f cm.yaml --cascade=x
apply -f ssa.yaml
apply -f cm.yaml --prune --all --prune-allowlist=core/v1/ConfigMap --dry-run=client
apply -f cm.yaml --prune --all --prune-allowlist=core/v1/ConfigMap --dry-run=server
apply -f cm.yaml --prune --all --prune-allowlist=core/v1/ConfigMap
apply -f ssa.yaml --prune --all --prune-allowlist=core/v1/ConfigMap -o name
apply -f ssa.yaml --prune --all --prune-allowlist=core/v1/Nope
apply -f ssa.yaml --prune --all --prune-allowlist=core/v1
apply -f two.yaml --force
apply -f two-args.yaml
apply -f two-args.yaml --force
get cm ssa -o jsonpath={.data.a[5]}
get pod two -o jsonpath={.spec.containers[5]}
`;

export const kubectlTaskLines: readonly KubectlLine[] = LINES.trim()
  .split('\n')
  .map((line) => ({ line, ...(line.startsWith('rollout status') ? { last: true } : {}) }));
