import { describe, expect, test } from 'vitest';
import { play } from './testing/play-scenario.ts';

/** The first columns of a table, without its head. */
const columns = (lines: readonly string[], ...which: readonly number[]): readonly string[] =>
  lines.slice(1).map((line) => which.map((i) => line.split(' ')[i]).join(' '));

describe('the Deployment tutorial', () => {
  const printed = play('deployments');
  const OLD = 'nginx-deployment-647677fc66';
  const NEW = 'nginx-deployment-8d94c585f';
  const BAD = 'nginx-deployment-579478bf45';
  const sizes = (nth: number): readonly string[] => columns(printed('get rs', nth), 0, 1, 2, 3);

  test('creates three Pods with the hash of their template', () => {
    expect(printed('get deployments').at(-1)).toBe('nginx-deployment 0/3 3 0 1s');
    expect(printed('rollout status').at(-1)).toBe('deployment "nginx-deployment" successfully rolled out');
    expect(printed('get deployments', 1).at(-1)).toBe('nginx-deployment 3/3 3 3 30s');
    expect(sizes(0)).toEqual([`${OLD} 3 3 3`]);
    expect(columns(printed('get pods'), 5)).toEqual(
      Array.from({ length: 3 }, () => 'app=nginx,pod-template-hash=647677fc66'),
    );
  });

  test('updates them one by one', () => {
    expect(sizes(1)).toEqual([`${OLD} 0 0 0`, `${NEW} 3 3 3`]);
    const scaled = printed('describe deployments').flatMap((line) => / (Scaled .*)$/.exec(line)?.[1] ?? []);
    expect(scaled).toEqual([
      `Scaled up replica set ${OLD} from 0 to 3`,
      `Scaled up replica set ${NEW} from 0 to 1`,
      `Scaled down replica set ${OLD} from 3 to 2`,
      `Scaled up replica set ${NEW} from 1 to 2`,
      `Scaled down replica set ${OLD} from 2 to 1`,
      `Scaled up replica set ${NEW} from 2 to 3`,
      `Scaled down replica set ${OLD} from 1 to 0`,
    ]);
  });

  test('gets stuck with an image that does not exist, and loses no Pod', () => {
    expect(sizes(2)).toEqual([`${BAD} 1 1 0`, `${OLD} 0 0 0`, `${NEW} 3 3 3`]);
    expect([...columns(printed('get pods', 1), 2)].sort()).toEqual([
      expect.stringMatching(/^ErrImagePull|ImagePullBackOff$/),
      ...Array.from({ length: 3 }, () => 'Running'),
    ]);
  });

  test('knows its history and goes back', () => {
    expect(printed('rollout history').slice(1)).toEqual([
      'REVISION CHANGE-CAUSE',
      '1 <none>',
      '2 <none>',
      '3 image updated to 1.161',
    ]);
    expect(printed('rollout history deployment/nginx-deployment --revision=2').join()).toContain('nginx:1.16.1');
    expect(printed('get deployment nginx-deployment').at(-1)).toBe('nginx-deployment 3/3 3 3 2m10s');
    expect(columns(printed('rollout history', 2).slice(1), 0)).toEqual(['1', '3', '4']);
    expect(columns(printed('get rs -o wide'), 0, 1, 6)).toEqual([
      `${BAD} 0 nginx:1.161`,
      `${OLD} 3 nginx:1.14.2`,
      `${NEW} 0 nginx:1.16.1`,
    ]);
  });

  test('scales in proportion while an update is stuck: 8 and 5 become 11 and 7', () => {
    const stuck = 'nginx-deployment-6858bc96f6';
    expect(sizes(4)).toEqual([`${BAD} 0 0 0`, `${OLD} 8 8 8`, `${stuck} 5 5 0`, `${NEW} 0 0 0`]);
    expect(sizes(5)).toEqual([`${BAD} 0 0 0`, `${OLD} 11 11 11`, `${stuck} 7 7 0`, `${NEW} 0 0 0`]);
  });

  test('does nothing while it is paused, and all at once afterwards', () => {
    expect(columns(printed('get rs', 6), 0, 1).filter((line) => !line.endsWith(' 0'))).toEqual([`${OLD} 3`]);
    expect(printed('rollout undo', 3)).toEqual([
      "error: cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    ]);
    expect(printed('get deploy nginx-deployment -o')).toEqual(['MinimumReplicasAvailable DeploymentPaused']);
    expect(columns(printed('get rs', 7), 0, 1).filter((line) => !line.endsWith(' 0'))).toEqual([
      'nginx-deployment-77886cc475 3',
    ]);
  });

  test('says when it makes no progress', () => {
    expect(printed('get deployment nginx-deployment -o')).toEqual([
      'Available=True MinimumReplicasAvailable: Deployment has minimum availability.',
      expect.stringMatching(
        /^Progressing=False ProgressDeadlineExceeded: ReplicaSet "nginx-deployment-\w+" has timed out progressing\.$/,
      ),
    ]);
    expect(printed('rollout status', 4)).toEqual([
      'error: deployment "nginx-deployment" exceeded its progress deadline',
    ]);
    expect(printed('rollout status', 5).at(-1)).toBe('deployment "nginx-deployment" successfully rolled out');
    expect(columns(printed('get all'), 0)).toEqual(['service/kubernetes']);
  });
});

describe('StatefulSet basics', () => {
  const printed = play('stateful-sets');
  const images = (nth: number): readonly string[] =>
    printed('get pods -l app=nginx -o custom-columns=NAME:.metadata.name,IMAGE', nth).slice(1);

  test('Pods come one after another, with names that stay', () => {
    expect(printed('get statefulset').at(-1)).toBe('web 2/2 30s');
    const ages = columns(printed('get pods'), 4).map((age) => Number.parseInt(age!, 10));
    expect(ages[0]! - ages[1]!).toBeGreaterThanOrEqual(2);
    expect([printed('exec web-0'), printed('exec web-1')]).toEqual([['web-0'], ['web-1']]);
    expect(printed('exec dns').slice(-2)).toEqual([
      'Name: web-0.nginx',
      expect.stringMatching(/^Address 1: 10\.244\.\d+\.\d+ web-0\.nginx\.default\.svc\.cluster\.local$/),
    ]);
  });

  test('what they have written is there for the next Pod of the name', () => {
    expect(columns(printed('get pvc -l app=nginx -o custom'), 0, 1)).toEqual(['www-web-0 Bound', 'www-web-1 Bound']);
    expect(columns(printed('get pods', 1), 0, 1)).toEqual(['web-0 1/1', 'web-1 1/1']);
    expect(printed('exec web-0 -- curl')).toEqual(['web-0']);
  });

  test('scaling goes upward and downward in order, and leaves the claims', () => {
    expect(columns(printed('get pods', 2), 0, 1)).toEqual([0, 1, 2, 3, 4].map((i) => `web-${i} 1/1`));
    expect(columns(printed('get pods', 3), 0, 1)).toEqual([0, 1, 2].map((i) => `web-${i} 1/1`));
    expect(printed('get pvc -l app=nginx -o name')).toEqual(
      [0, 1, 2, 3, 4].map((i) => `persistentvolumeclaim/www-web-${i}`),
    );
    expect(printed('get events').slice(-2)).toEqual([
      'delete Pod web-4 in StatefulSet web successful',
      'delete Pod web-3 in StatefulSet web successful',
    ]);
  });

  test('a partition stages an update, then lets a canary through, then all', () => {
    const at = (...versions: readonly string[]): readonly string[] => versions.map((v, i) => `web-${i} nginx:${v}`);
    expect(images(0)).toEqual(at('1.24', '1.24', '1.24'));
    expect(images(1)).toEqual(at('1.24', '1.24', '1.25'));
    expect(printed('rollout status').at(-1)).toBe('partitioned roll out complete: 3 new pods have been updated...');
    expect(images(2)).toEqual(at('1.25', '1.25', '1.25'));
    expect(images(3)).toEqual(at('1.25', '1.26', '1.25'));
  });

  test('Pods of a set that is orphaned stay, and belong to the next one, which makes the missing at once', () => {
    expect(columns(printed('get pods', 8), 0, 1)).toEqual([0, 1, 2].map((i) => `web-${i} 1/1`));
    expect(columns(printed('get pods', 9), 0, 1)).toEqual([1, 2].map((i) => `web-${i} 1/1`));
    expect(printed('get pods', 10)).toEqual(['NAME', ...[0, 1, 2, 3].map((i) => `web-${i}`)]);
    expect(images(4)).toEqual([0, 1, 2, 3].map((i) => `web-${i} nginx:1.26`));
    expect(printed('get pods,pvc')).toEqual([0, 1, 2, 3, 4].map((i) => `persistentvolumeclaim/www-web-${i}`));
  });
});

describe('DaemonSets', () => {
  const printed = play('daemon-sets');
  const on = (image: string, ...nodes: readonly number[]): readonly string[] => [
    'NODE IMAGE',
    ...nodes.map((i) => `node-${i} ${image}`),
  ];
  const counts = (nth: number): string | undefined => columns(printed('get ds', nth), 1, 2, 3, 4, 5)[0];

  test('have a Pod on every node that fits, also on one that fits later', () => {
    expect(counts(0)).toBe('3 3 3 3 3');
    expect(printed('get pods')).toEqual(on('collector:1', 1, 2, 3));
    expect(counts(1)).toBe('4 4 4 4 4');
  });

  test('roll out node by node and stop at a Pod that does not come up', () => {
    expect(printed('rollout status').at(-1)).toBe('daemon set "collector" successfully rolled out');
    expect(printed('rollout history').slice(1)).toEqual(['REVISION CHANGE-CAUSE', '1 <none>', '2 collector 2']);
    expect(counts(2)).toBe('4 4 3 1 3');
    expect([...printed('get pods', 1).slice(1)].sort()).toEqual([
      'collector:2 true',
      'collector:2 true',
      'collector:2 true',
      'nginx:nosuchtag false',
    ]);
  });

  test('roll back to an earlier revision, which gets the newest number', () => {
    expect(printed('get pods', 2)).toEqual(on('collector:1', 1, 2, 3, 4));
    expect(printed('get controllerrevisions')).toEqual(['REVISION', '2', '3', '4']);
    expect(counts(3)).toBe('3 3 3 3 3');
  });
});
