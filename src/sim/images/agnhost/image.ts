import { type Behaviour, type Image, releaseTags, server } from '../image.ts';

const PAUSE = server({ startupMs: 0, ports: [], stopMs: 10 });
const SERVER = server({ startupMs: 200 });

/** The test image of Kubernetes' end-to-end tests: one program, its first argument says which. */
const image: Image = {
  names: ['registry.k8s.io/e2e-test-images/agnhost', 'k8s.gcr.io/e2e-test-images/agnhost'],
  hasTag: releaseTags(
    { '2.36': 0 },
    [],
    Array.from({ length: 50 }, (_, minor) => `2.${minor + 9}`),
  ),
  sizeBytes: 51_898_000,
  behave: ({ args }): Behaviour => ((args[0] ?? 'pause') === 'pause' ? PAUSE : SERVER),
};

export default image;
