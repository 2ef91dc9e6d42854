import type { KubectlLine } from './kubectl-lines.ts';

/** Odd flags and forms in which the two kubectls once differed. */
const LINES = `
create deployment web --image=nginx:1.27 --replicas=2
run p1 --image=nginx:1.27 --labels=app=p1
create cm cfg --from-literal=a=1 --from-literal=b=2
rollout status deploy/web --timeout=60s
wait --for=condition=Ready pod/p1 --timeout=60s
get pod p1 -o 'jsonpath={.spec.containers[1:0].name}'
get pod p1 -o jsonpath={.metadata.managedFields[0].manager}
get pod p1 --template={{.kind}} -o name
get pod p1 --template={{.kind}} -o json
get pod p1 --template={.kind} -o jsonpath
get pod p1 -o 'go-template={{define "x"}}[{{.}}]{{end}}{{template "x" .kind}}'
get pod p1 -o 'go-template={{template}}'
get pod p1 -o 'go-template={{template x}}'
get pod p1 -o 'go-template={{block "b" .kind}}<{{.}}>{{end}}'
get pod p1 -o 'go-template={{define "x"}}'
get pod p1 -o 'go-template={{define "x" .}}{{end}}'
get pods --subresource=status
get deploy web --subresource=scale -o name
describe pods/p1 deploy/nope
create -f cm.yaml --edit=false --dry-run=client -o name
create --raw /api/v1/namespaces -f cm.yaml
create service nodeport np --tcp=80:8080 --node-port=30999 --dry-run=server -o name
create secret tls k --cert=data.txt --key=data.txt
patch -f cm.yaml -p '{}'
label pod p1 a=b,c=d=e
label pod --all -l app=p1 z=2 --overwrite
label pod p1 app- --list
annotate pod p1 a=b --list
set image deploy/web nginx=nginx:1.28 --local -o name
set image deploy/web nginx=
set image deploy/web nope=nginx
set env pod/p1 A=1
set resources deploy/web --limits=cpu=1 --requests=cpu=2
rollout restart deploy -l app=none
taint node node-1 a=b
taint node node-1 a=b:NoSchedule --dry-run=client
taint node node-1 a:NoSchedule- b:NoExecute-
top node node-1 -l a=b
auth whoami --as=bob --as-group=dev --as-group=ops --as-uid=7
explain pod.spec.containers[0]
expose deploy/web --port=foo
`;

export const kubectlOddLines: readonly KubectlLine[] = LINES.trim()
  .split('\n')
  .map((line) => ({ line, ...(line.startsWith('rollout status') ? { last: true } : {}) }));
