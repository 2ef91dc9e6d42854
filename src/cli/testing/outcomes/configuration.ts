import type { Outcomes } from '../outcome.ts';

/** ConfigMaps, Secrets, what a Pod knows of itself, images, nodes. */
export const outcomes: Outcomes = {
  secrets: {
    'there are types of them, whose keys are checked': [
      [
        'get secrets',
        [
          'db-user-pass Opaque 2 1s',
          'secret-basic-auth kubernetes.io/basic-auth 2 2s',
          'secret-ssh-auth kubernetes.io/ssh-auth 1 2s',
          'secret-tiger-docker kubernetes.io/dockerconfigjson 1 1s',
        ],
      ],
      ['describe secret', ['password: 12 bytes', 'username: 5 bytes']],
      [
        'create secret generic bad',
        ['error: failed to create secret Secret "bad" is invalid: data[ssh-privatekey]: Required value', '[exit 1]'],
      ],
      ['create secret tls', ['error: *', '[exit 1]']],
    ],
    'they come as files, with rights of their own': [
      ['exec secret-test-pod #1', ['password', 'username', 'my-app', '39528$vdg7Jb']],
      [
        'exec secret-test-pod #3',
        [
          '-r-------- * my-password',
          '-r-x--x--x * my-username',
          '.secret-file',
          'tmpfs on /etc/secret-volume type tmpfs (ro,relatime)',
        ],
      ],
    ],
    'they come as variables': [['exec secret-test-pod #2', ['my-app admin S!B\\*d$zDsb= []']]],
    'an immutable one is not changed': [
      [
        'patch secret sealed',
        ['The Secret "sealed" is invalid: data: Forbidden: field is immutable when `immutable` is set', '[exit 1]'],
      ],
    ],
  },
  'config-maps': {
    'values come as arguments, variables and files': [
      ['logs dapi-test-pod', ['very INFO']],
      ['logs all-keys', ['SPECIAL_LEVEL=very', 'SPECIAL_TYPE=charm']],
      ['logs as-files', ['SPECIAL_LEVEL', 'SPECIAL_TYPE', 'very']],
    ],
    'a change reaches files after a while, but not what is mounted by subPath': [
      ['logs deployments/configmap-volume #1', ['* My preferred sport is football, once it was football']],
      ['logs deployments/configmap-volume #2', ['* My preferred sport is football, once it was football']],
      ['logs deployments/configmap-volume #3', ['* My preferred sport is cricket, once it was football']],
    ],
    'a change reaches variables only with new Pods': [
      ['logs deployments/configmap-env-var #1', ['* The basket is full of apples']],
      ['logs deployments/configmap-env-var #2', ['* The basket is full of mangoes']],
    ],
    'what is missing keeps a container from being created': [
      ['get pods', ['missing 0/1 CreateContainerConfigError 0 22s', 'missing-volume 0/1 ContainerCreating 0 22s']],
      ['get pod missing', ["couldn't find key NO_SUCH_KEY in ConfigMap default/special-config"]],
      ['get events', ['FailedMount MountVolume.SetUp failed for volume "v" : configmap "no-such-map" not found']],
    ],
    'an immutable one is not changed': [
      ['patch configmap company-name', ['* data: Forbidden: field is immutable when `immutable` is set', '[exit 1]']],
    ],
  },
  'downward-api': {
    'fields come as variables': [
      [
        'logs dapi-envars-fieldref',
        ['node-1', 'dapi-envars-fieldref', 'default', '10.244.*', 'default', '192.168.10.11'],
      ],
      ['logs dapi-envars-resourcefieldref', ['1', '1', '33554432', '67108864']],
      ['logs no-limits', ['4 8589934592 *-*-*']],
    ],
    'labels and annotations come as files': [
      [
        'logs kubernetes-downwardapi',
        ['cluster="test-cluster1"', 'rack="rack-22"', 'zone="us-est-coast"', '', 'build="two"', 'builder="john-doe"'],
      ],
      [
        'exec kubernetes-downwardapi-volume-example -- ls',
        ['* ..data -> ..2026_*', '* annotations -> ..data/annotations', '* labels -> ..data/labels'],
      ],
      ['exec kubernetes-downwardapi-volume-example-2', ['250', '125', '64', '32']],
    ],
    'a label that changes is followed': [['exec kubernetes-downwardapi-volume-example -- cat', ['rack="rack-23"']]],
  },
  'projected-volumes': {
    'two Secrets are one directory': [['exec test-projected-volume', ['password', 'username', 'admin1f2d1e2e67df']]],
    'all kinds of sources are one directory': [
      [
        'exec volume-test #1',
        [
          'cpu_limit',
          'labels',
          'my-group',
          'vault-token',
          '-rw-r--r-- * my-config',
          '-rwxrwxrwx * my-username',
          'adminontier="back"4',
        ],
      ],
      ['exec volume-test #2', ['-rw-r--r-- *vault-token']],
    ],
    'a Pod has the token of its service account unless it wants none': [
      ['exec volume-test #3', ['ca.crt', 'namespace', 'token', 'default']],
      ['exec volume-test -- cat /projected-volume/vault-token', ['eyJ*.eyJ*.*']],
      ['exec no-token', ['ls: /var/run/secrets: No such file or directory', '[exit 1]']],
      ['create token', ['eyJ*.eyJ*.*']],
    ],
  },
  'private-registry': {
    'credentials for a registry are a Secret, named by the Pod': [
      ['get secret regcred', ['kubernetes.io/dockerconfigjson eyJhdXRocyI6*']],
      ['get pods #1', ['private-reg 1/1 Running 0 10s']],
      [
        'get events',
        [
          'FailedToRetrieveImagePullSecret Unable to retrieve some image pull secrets (not-there); attempting to pull the image may not succeed.',
        ],
      ],
    ],
    'the registry lets in who names the right Secret, or has an account that does': [
      ['get pods #3', ['private-reg 1/1 Running 0 28s', 'by-account 1/1 Running 0 28s']],
      [
        'get pods -o custom-columns',
        [
          'no-login * rpc error: code = Unknown desc = failed to pull and unpack image "registry.example.com/team/app:1.0": failed to resolve reference "registry.example.com/team/app:1.0": pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
          'wrong-login * rpc error: code = Unknown desc = failed to pull and unpack image "registry.example.com/team/app:1.0": failed to resolve reference "registry.example.com/team/app:1.0": unexpected status from HEAD request to https://registry.example.com/v2/team/app/manifests/1.0: 401 Unauthorized',
          'not-jane * rpc error: code = Unknown desc = failed to pull and unpack image "docker.io/jane/notes:2.1": failed to resolve reference "docker.io/jane/notes:2.1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
        ],
      ],
    ],
    'the status says why an image cannot be had': [
      [
        'get pods -o custom-columns',
        [
          'never ErrImageNeverPull Container image "redis:7.2" is not present with pull policy of Never',
          'no-name InvalidImageName Failed to apply default image tag "Nginx:latest": couldn\'t parse image name "Nginx:latest": *',
          'wrong-tag ErrImagePull rpc error: code = NotFound desc = *: docker.io/library/nginx:1.161: not found',
        ],
      ],
      ['describe pod wrong-tag', ['* Back-off pulling image "nginx:1.161"', '* Error: ImagePullBackOff']],
    ],
    'a name that is set right lets the Pod run': [['get pods #4', ['wrong-tag 1/1 Running 0 73s']]],
  },
  'assign-pods': {
    'Pods run where the labels are': [
      [
        'get pods #1',
        [
          'by-name 1/1 * node-3 *',
          'nginx 1/1 * node-2 *',
          'no-such-node 0/1 Pending * foo-node *',
          'preferred 1/1 * node-2 *',
          'required 0/1 Pending *',
        ],
      ],
      [
        'get events',
        [
          "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
        ],
      ],
    ],
    'a label that comes later is enough; one that goes changes nothing': [
      ['get pods #2', ['required 1/1 * node-1 *']],
      ['get pods #3', ['nginx 1/1 * node-2 *']],
    ],
  },
};
