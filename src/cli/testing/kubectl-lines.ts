/** A command line for both kubectls, which must print the same. */
export interface KubectlLine {
  readonly line: string;
  readonly stdin?: string;
  /** Compare the last line only: how many steps of a rollout are seen depends on the moment. */
  readonly last?: boolean;
}

const STDIN = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: stdin\n';

/** `@node` is another node for each kubectl: nodes are not in a namespace. */
const LINES = `
create configmap c1 --from-literal=a=b --from-literal=c=d
create configmap c2 --from-file=data.txt
create secret generic s1 --from-literal=pw=x
create deployment web --image=nginx:1.27 --replicas=2 --port=80
create deployment web --image=nginx
create deployment Web --image=nginx
create deployment d2 --image=nginx --dry-run=server -o yaml
create namespace web --dry-run=client -o yaml
create -f gen.yaml
create -f cm.yaml
create -f cm.yaml
create -f -
run p1 --image=nginx:1.27 --port=80 --labels=app=p1,tier=x
run p2 --image=nginx --restart=Never --env=A=b -- sleep 100
run p3 --image=nginx --dry-run=client -o yaml
rollout status deployment/web --timeout=120s
get pods
get pods -o wide
get pods -o name
get pods --show-labels
get pods -l app=p1 -o yaml
get pod p1 -o json
get pods -o jsonpath={.items[*].metadata.labels.app}
get pods -o 'jsonpath={range .items[*]}{.metadata.namespace}{"\\n"}{end}'
get pods -o 'jsonpath={range .items[*]}{.metadata.namespace}'
get pods -o jsonpath={.items[*].spec.nodeNam
get pods -o jsonpath={.items[0].metadata.foo}
get pod p1 -o custom-columns=N:.metadata.name,I:.spec.containers[*].image
get pods --sort-by=.metadata.name -L app
get pods --no-headers
get pods --field-selector=status.phase=Running
get pods --field-selector=foo=bar
get pods -l a==b==c
get pods -l =x
get pod nope
get foo
get
get pods --bogus
get pods -o bogus
get pods,deploy
get all
get deploy web -o yaml
get deploy,rs -o wide
get rs
get nodes
get nodes -o wide
get ns
get cm c1 -o yaml
get secret s1 -o yaml
get secrets
get svc -n default
get pods -A --field-selector=metadata.namespace=kube-system
get -f cm.yaml
get pod p1 p2
describe pod p1
describe deployment web
describe cm c1
describe secret s1
describe node node-1
describe rs -l app=web
describe pod nope
expose deployment web --port=80 --target-port=8080
expose deployment web --port=80
expose pod p1 --port=80 --type=NodePort --name=p1svc
get svc
describe svc web
scale deployment web --replicas=3
scale deployment web --replicas=3 --current-replicas=9
scale deployment nope --replicas=3
rollout status deploy web --timeout=120s
set image deployment/web nginx=nginx:1.28
rollout status deploy web --timeout=120s
rollout history deploy web
rollout history deploy web --revision=2
rollout undo deploy web
rollout status deploy web --timeout=120s
rollout undo deploy web --to-revision=77
rollout pause deploy web
rollout pause deploy web
rollout restart deploy web
rollout resume deploy web
rollout resume deploy web
rollout restart deploy web
rollout status deploy web --timeout=120s
set image deploy/web nope=nginx
set image
label pod p1 x=y
label pod p1 x=z
label pod p1 x=z --overwrite
label pod p1 x-
label pod p1 x-
label pod p1 bad/key/x=1
label pods --all q=1
annotate pod p1 note=hello
annotate pod p1 note-
patch deploy web -p '{"spec":{"replicas":2}}'
patch deploy web -p '{"spec":{"replicas":2}}'
patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":3}]'
patch deploy web --type=merge -p '{"metadata":{"labels":{"m":"1"}}}'
patch deploy web -p '{"spec":'
patch deploy web -p '{"spec": the}'
patch deploy web --type=json -p '[{"op"'
patch deploy web -p '{"spec":{"replicas":"x"}}'
patch deploy web --type=json -p '[{"op":"remove","path":"/spec/nope"}]'
patch deploy web --type=bogus -p {}
patch pod p1 -p '{"spec":{"nodeName":"x"}}'
apply -f cm.yaml
apply -f cm.yaml
apply -f cm2.yaml
apply -f all.yaml
apply -f all.yaml --dry-run=client
apply -f all.yaml --dry-run=server
apply -f cm.yaml -o yaml
apply -f bad.yaml
apply -f typo.yaml
apply -f unknown.yaml
apply -f nokind.yaml
apply -f nokind.yaml --validate=false
apply -f dupport.yaml
apply -f dupkey.yaml
apply -f notyaml.yaml
apply -f json.json
apply -f badjson.json
apply -f mixed.yaml
apply -f missing.yaml
apply -f empty.yaml
apply -f invalid.yaml
apply -f invalid.yaml --validate=false
apply -f gen.yaml
apply -f -
apply
cordon @node
cordon @node
uncordon @node
uncordon @node
cordon nope
taint node @node k=v:NoSchedule
taint node @node k=v:NoSchedule
taint node @node k=v2:NoSchedule
taint node @node k=v2:NoSchedule --overwrite
taint node @node k:NoSchedule-
taint node @node k:NoSchedule-
taint node @node k=v:Bogus
taint node @node a=b:NoSchedule a=b:NoSchedule
get deploy shop -o jsonpath={.metadata.annotations}
get svc shop -o yaml
get pods -o custom-columns-file=x
get pods -o custom-columns=A
get pods --sort-by=.spec.foo
get deployments.v1.apps shop
get deploy,svc -l app=shop -o wide
get nodes --show-kind
get pods nope --ignore-not-found -o yaml
get pods --output=yaml --ignore-not-found -l x=y
get pods,nope
get pods -n ghost
get -f all.yaml -o name
get pods -w --request-timeout=1s --no-headers -l app=p1
describe deploy/shop svc/shop
describe foo
create deployment x
create configmap
create configmap k --from-literal=novalue
create configmap k --from-literal=a=1 --from-literal=a=2
create ns Bad_Name
create -f bad.yaml
create -f dupport.yaml
create -f typo.yaml --validate=false
run Bad --image=x
run p9
run p9 --image=x --restart=Sometimes
run p9 --image='a b'
run p9 --image=Nginx
run p9 --image=nginx --expose
expose deploy nope --port=80
expose deploy shop
scale deploy shop
scale deploy shop --replicas=-1
scale -f all.yaml --replicas=2
rollout history deploy nope
rollout status pod/p1
rollout undo deploy shop --dry-run=client
rollout restart pod/p1
set image deploy/shop
set image pod/p1 p1=nginx:9
label pods a=b
label pod p1 a
annotate svc/shop deploy/shop x=1
patch pod p1
patch pod nope -p {}
patch deploy shop --subresource=scale --type=merge -p '{"spec":{"replicas":1}}'
cordon
taint nodes node-1 bad
apply -f typo.yaml --validate=warn
apply -f cm.yaml -n other
-n kube-system get deploy
get --foo=bar pods
get pods -o
create job j1 --image=busybox -- date
create job j1 --from=cronjob/nope
create cronjob cj1 --image=busybox --schedule="*/5 * * * *" -- date
create cronjob cj2 --image=busybox --schedule=whenever
create job j2 --from=cronjob/cj1
create service clusterip s1 --tcp=80:8080
create service clusterip s1 --tcp=80
create service nodeport s2 --tcp=80 --node-port=1
create service externalname s3 --external-name=example.com
create ingress i1 --rule="a.example.com/*=web:80,tls=x"
create ingress i1 --rule="a.example.com/=web:80"
create role r1 --verb=get,list --resource=pods,deployments.apps/scale
create role r1 --verb=get --resource=pods
create role r2 --verb=fly --resource=pods
create rolebinding rb1 --role=r1 --user=jane
create rolebinding rb1 --role=r1
create serviceaccount sa1
create serviceaccount sa1
create quota q1 --hard=pods=100,requests.cpu=10
create quota q1 --hard=pods=3
create pdb p1 --selector=app=web --min-available=1
create pdb p1 --selector=app=web --min-available=1
create secret docker-registry reg --docker-username=u --docker-password=p
create secret generic s1 --from-literal=a=b
create configmap c9 --from-literal=a=b --append-hash
create configmap c10 --from-literal=a=b --save-config -o yaml
describe job j1
describe cronjob cj1
describe svc s1 s3
describe ingress i1
describe role r1
describe rolebinding rb1
describe sa sa1
describe quota
describe pdb p1
describe endpoints web
describe ns default
describe priorityclass system-node-critical
describe clusterrole view
describe clusterrolebinding cluster-admin
delete job,cronjob --all
delete ingress,role,rolebinding,quota,pdb --all
set env deploy/web A=b
set env deploy/web --list
set env deploy/web A-
set env deploy/web --from=configmap/c1 --keys=c
set resources deploy/web --limits=cpu=500m
set resources deploy/web --limits=cpu=x
set serviceaccount deploy/web sa1
set selector svc web app=web
set selector deploy web app=web
apply -f ssa.yaml
apply --server-side -f ssa2.yaml
get cm ssa -o yaml --show-managed-fields
apply --server-side --field-manager=me -f ssa.yaml
apply --server-side --field-manager=me --force-conflicts -f ssa.yaml
get cm ssa -o json --show-managed-fields
apply --server-side -f ssa2.yaml
apply -f ssa2.yaml
apply --server-side --dry-run=server -f all.yaml
apply --server-side -f all.yaml -o name
apply --server-side -f typo.yaml
apply --server-side --validate=false -f typo.yaml
apply --server-side --dry-run=client -f ssa.yaml
apply --force-conflicts -f ssa.yaml
apply --server-side -f -
get deploy web -o yaml --show-managed-fields
get deploy web -o go-template={{.metadata.name}}
get pods -l app=web -o 'go-template={{range .items}}{{.status.phase}} {{end}}'
get deploy web -o 'go-template={{if eq .spec.replicas 3}}three{{else}}other{{end}}'
get deploy web -o go-template={{.x
get deploy web --subresource=status -o name
get cm c1 --server-print=false
get --raw nope
explain pods
explain deployment.spec.strategy
explain pod.spec.containers --recursive
explain pods.nope
explain nope
api-resources
api-resources --api-group=apps -o wide
api-resources --namespaced=false -o name
api-versions
label -f cm.yaml x=y --local -o yaml
annotate -f cm.yaml x=y --local
patch -f cm.yaml -p '{"data":{"z":"1"}}' --local -o yaml
patch deploy web -p '{"spec":{"replicas":4}}' --dry-run=client
run p8 --image=nginx --dry-run=client -o json
run p8 --image=nginx --dry-run=client -o yaml --overrides='{"spec":{"nodeName":"n1"}}'
expose deployment web --port=81 --name=webx --overrides='{"spec":{"type":"NodePort"}}' --dry-run=client -o yaml
delete pod,svc
delete pod p1 --dry-run=server
delete cm nope1 nope2
delete deploy --all --cascade=bogus
delete pod p1 --grace-period=0 --force
delete pod p2 --wait=false
delete pod nope
delete pod nope --ignore-not-found
delete svc web p1svc
delete cm -l x=y
delete -f cm.yaml
delete deploy web --cascade=orphan
get deploy
delete rs -l app=nope
delete rs -l app=web --now
delete deploy shop --cascade=foreground
delete
delete pods
delete cm --all
bogus
`;

export const kubectlLines: readonly KubectlLine[] = LINES.trim()
  .split('\n')
  .map((line) => ({
    line,
    ...(line.endsWith(' -f -') ? { stdin: STDIN } : {}),
    ...(line.startsWith('rollout status') ? { last: true } : {}),
  }));
