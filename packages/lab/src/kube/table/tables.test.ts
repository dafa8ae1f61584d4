import { humanDuration } from './age';
import { columnsOf } from './builtinColumns';
import { jsonPathValues } from './jsonPath';
import { printerColumns } from './printerColumns';

const now = new Date('2026-01-02T00:00:00Z');

function row(kind: string, object: object) {
  const whole = {
    apiVersion: 'v1',
    kind,
    metadata: { name: 'x', creationTimestamp: '2026-01-01T23:59:00Z' },
    ...object,
  };
  return Object.fromEntries(
    (columnsOf(kind) ?? []).map(column => [
      column.name,
      column.cell(whole, now),
    ]),
  );
}

describe('humanDuration', () => {
  it.each([
    [0, '0s'],
    [119, '119s'],
    [125, '2m5s'],
    [180, '3m'],
    [4000, '66m'],
    [4 * 3600 + 60, '4h1m'],
    [30 * 3600, '30h'],
    [50 * 3600, '2d2h'],
    [20 * 86400, '20d'],
    [800 * 86400, '2y70d'],
    [-5, '<invalid>'],
  ])('%d s is %s', (seconds, text) => {
    expect(humanDuration(seconds)).toBe(text);
  });
});

describe('built-in columns', () => {
  const spec = { nodeName: 'n1', containers: [{ name: 'a' }, { name: 'b' }] };

  it('count the containers of a running Pod', () => {
    const status = {
      phase: 'Running',
      podIP: '10.0.0.9',
      containerStatuses: [
        { name: 'a', ready: true, restartCount: 0, state: { running: {} } },
        {
          name: 'b',
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { finishedAt: '2026-01-01T23:50:00Z' } },
        },
      ],
    };
    expect(row('Pod', { spec, status })).toEqual({
      Name: 'x',
      Ready: '1/2',
      Status: 'CrashLoopBackOff',
      Restarts: '3 (10m ago)',
      Age: '60s',
      IP: '10.0.0.9',
      Node: 'n1',
      'Nominated Node': '<none>',
      'Readiness Gates': '<none>',
    });
  });

  it('show the init container that a Pod waits for', () => {
    const status = {
      phase: 'Pending',
      initContainerStatuses: [
        { name: 'i', state: { terminated: { exitCode: 0 } } },
        { name: 'j', state: { waiting: { reason: 'PodInitializing' } } },
      ],
    };
    const initContainers = [{ name: 'i' }, { name: 'j' }];
    expect(
      row('Pod', { spec: { ...spec, initContainers }, status }).Status,
    ).toBe('Init:1/2');
  });

  it('show a Pod that is being deleted', () => {
    expect(
      row('Pod', {
        metadata: { name: 'x', deletionTimestamp: '2026-01-01T23:59:30Z' },
        spec,
        status: { phase: 'Running' },
      }).Status,
    ).toBe('Terminating');
  });

  it('show a Node with its roles', () => {
    const metadata = {
      name: 'n1',
      labels: { 'node-role.kubernetes.io/control-plane': '' },
    };
    const status = {
      conditions: [{ type: 'Ready', status: 'Unknown' }],
      nodeInfo: { kubeletVersion: 'v1.34.1' },
    };
    expect(
      row('Node', { metadata, status, spec: { unschedulable: true } }),
    ).toMatchObject({
      Status: 'NotReady,SchedulingDisabled',
      Roles: 'control-plane',
      Version: 'v1.34.1',
      'External-IP': '<none>',
    });
  });

  it('show what a Service leads to', () => {
    expect(
      row('Service', {
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.96.0.7',
          selector: { app: 'web' },
          ports: [
            { port: 80, nodePort: 30080, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
        },
      }),
    ).toMatchObject({
      'External-IP': '<pending>',
      'Port(s)': '80:30080/TCP,53/UDP',
      Selector: 'app=web',
    });
  });

  it('show how far a Deployment is', () => {
    expect(
      row('Deployment', {
        spec: {
          replicas: 3,
          selector: { matchLabels: { app: 'web' } },
          template: { spec: { containers: [{ name: 'c', image: 'i:1' }] } },
        },
        status: { readyReplicas: 1, updatedReplicas: 2, availableReplicas: 1 },
      }),
    ).toMatchObject({
      Ready: '1/3',
      'Up-to-date': 2,
      Available: 1,
      Images: 'i:1',
      Selector: 'app=web',
    });
  });
});

describe('printerColumns', () => {
  const object = {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'w', creationTimestamp: '2026-01-01T23:59:00Z' },
    spec: { 'dotted.name': 7, list: [{ name: 'p' }, { name: 'q' }] },
    status: {
      conditions: [
        { type: 'Synced', status: 'False' },
        { type: 'Ready', status: 'True' },
      ],
    },
  };

  it.each([
    ['.spec.list[0].name', ['p']],
    ['.spec.list[*].name', ['p', 'q']],
    ['.spec.list[-1].name', ['q']],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type=='Synced')].status", ['False']],
    ["['spec']['dotted.name']", [7]],
    ['.spec.dotted\\.name', [7]],
    ['.spec.missing.name', []],
  ])('finds %s', (path, values) => {
    expect(jsonPathValues(object, path)).toEqual(values);
  });

  it('fit the values to their types', () => {
    const columns = printerColumns([
      { name: 'Number', type: 'integer', jsonPath: '.spec.list[0].name' },
      { name: 'Since', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      { name: 'Names', type: 'string', jsonPath: '.spec.list[*].name' },
      { name: 'None', type: 'string', jsonPath: '.spec.none' },
    ]);
    expect(columns.map(column => column.cell(object, now))).toEqual([
      'w',
      null,
      '60s',
      'p',
      null,
    ]);
  });

  it('are Name and Age without any', () => {
    expect(printerColumns(undefined).map(({ name }) => name)).toEqual([
      'Name',
      'Age',
    ]);
  });
});
