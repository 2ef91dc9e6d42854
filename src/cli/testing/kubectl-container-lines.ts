import type { KubectlLine } from './kubectl-lines.ts';

const COPY =
  '{.metadata.labels}{.metadata.annotations.note}{.spec.shareProcessNamespace}{.spec.securityContext}{.spec.initContainers}{.spec.containers}';

/** Commands that reach into containers: those that run, wait, crash, have no tar or no shell. `<<<` is standard input. */
const LINES = `
apply -f two.yaml
apply -f odd-pods.yaml
apply -f rich.yaml
wait --for=condition=Ready pod/two pod/misset pod/preset pod/rich --timeout=60s
exec preset -- hostname
exec misset -- ls
exec -i two -c a -- sh <<< echo hi; ls /nope; exit 7\\n
exec two -c a -- cat <<< not passed on\\n
exec two -c a -- sh -c 'kill -TERM $$'
exec two -c a -- /bin
exec two -c i -- ls
exec waits -- ls
exec nowhere -- ls
exec two -n nowhere -- ls
attach waits
attach pod/two x
attach nowhere
logs misset
logs -p nopull
logs waits
logs waits -c i
logs nokey
logs job/j9 --all-pods
logs -l app=odd -c a --prefix
logs -l app=odd --all-containers -f --max-log-requests=1
logs two --all-pods
logs two -n nowhere
get pod x -n nowhere
cp sub two:/tmp/s1 -c a
cp sub/ two:/tmp/s2/ -c a
cp sub two:rel -c a
exec two -c a -- find /tmp /rel
cp two:/tmp/s1/one.txt . -c a
cp two:/tmp/../tmp/s1 back4 -c a
cp two:/nope back5 -c a --retries=2
cp two:/tmp/s1 back6 -c a --retries=2
cp two:/tmp/s1 back7
exec two -c a -- ln -s /etc/hosts /tmp/s1/link
cp two:/tmp/s1 back8 -c a
cp misset:/etc/hosts h1
cp waits:/etc/hosts h2
debug rich --image=busybox:1.36 -c e1 --profile=general
debug rich --image=busybox:1.36 -c e1
debug rich --image=busybox:1.36 -c e2 --custom=custom.json --profile=netadmin
get pod rich -o jsonpath={.spec.ephemeralContainers}
debug rich --image=busybox:1.36 -c d --copy-to=k1
debug rich --image=busybox:1.36 -c d --copy-to=k2 --profile=baseline --keep-labels --keep-annotations --env=A=b
debug rich --image=busybox:1.37 -c a --copy-to=k3 --profile=restricted --keep-liveness --keep-init-containers=false
debug rich --image=busybox:1.37 -c s --copy-to=k4 --profile=sysadmin --share-processes=false
debug rich --copy-to=k5 -c a --profile=general --arguments-only --custom=custom.json -- sleep 1
get pod k1 -o jsonpath='${COPY}'
get pod k2 -o jsonpath='${COPY}'
get pod k3 -o jsonpath='${COPY}'
get pod k4 -o jsonpath='${COPY}'
get pod k5 -o jsonpath='${COPY}'
debug rich --copy-to=x1 -- sleep 1
debug rich --copy-to=x1 --set-image=a=Bad
debug rich --copy-to=x1 --set-image=a
debug rich --image=busybox:1.36 --image-pull-policy=Foo
debug rich --image=busybox:1.36 -c x --custom=custom-bad.json
debug rich --attach --copy-to=x1 --set-image=a=nginx
debug rich -i --image=busybox:1.36 -c i1 --profile=general -- sh -c 'sleep 15; read x; echo got $x' <<< hello\\n
debug node/node-1 --image=busybox:1.36 --profile=netadmin -- sleep 99
`;

export const kubectlContainerLines: readonly KubectlLine[] = LINES.trim()
  .split('\n')
  .map((text) => {
    const [line = '', stdin] = text.split(' <<< ');
    return { line, ...(stdin === undefined ? {} : { stdin: stdin.replaceAll('\\n', '\n') }) };
  });
