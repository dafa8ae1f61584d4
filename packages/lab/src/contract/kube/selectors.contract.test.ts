import { listAt, textAt } from '../../kube/kubeObject';
import { ContractCluster } from '../__testUtils__/ContractCluster';
import {
  describeServers,
  startTimeout,
} from '../__testUtils__/describeServers';
import { refusal } from '../__testUtils__/refusal';

const configMaps = '/api/v1/namespaces/selectors/configmaps';
const key =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

describeServers('selectors', servers => {
  let cluster: ContractCluster;

  beforeAll(async () => {
    cluster = await servers.startCluster({ controllers: false });
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'selectors' },
    });
    await cluster.admin.delete(`${configMaps}/kube-root-ca.crt`);
    const labels: Record<string, Record<string, string>> = {
      web: { app: 'web', weight: '5', 'example.com/tier': 'front' },
      api: { app: 'api', weight: 'heavy' },
      empty: { app: '' },
      none: {},
    };
    for (const [name, own] of Object.entries(labels)) {
      await cluster.admin.post(configMaps, {
        metadata: { name, labels: { ...own, test: 'yes' } },
      });
    }
  }, startTimeout);

  async function select(query: Record<string, string>, path = configMaps) {
    return cluster.admin.get(`${path}?${new URLSearchParams(query)}`);
  }

  it.each([
    ['app=web', ['web']],
    ['app==web', ['web']],
    ['app = web', ['web']],
    ['app!=web', ['api', 'empty', 'none']],
    ['app in (web,api)', ['api', 'web']],
    ['app in ( web , api )', ['api', 'web']],
    ['app in ()', ['empty']],
    ['app in (,web)', ['empty', 'web']],
    ['app notin (web)', ['api', 'empty', 'none']],
    ['app', ['api', 'empty', 'web']],
    ['!app', ['none']],
    ['app=', ['empty']],
    ['weight>4', ['web']],
    ['weight<4', []],
    ['weight>4,app', ['web']],
    ['example.com/tier=front', ['web']],
    ['app,app!=web', ['api', 'empty']],
    ['', ['api', 'empty', 'none', 'web']],
  ])('selects by the labels %j', async (selector, wanted) => {
    const { body } = await select({
      labelSelector: `test,${selector}`.replace(/,$/, ''),
    });
    const names = listAt(body, 'items').map(item =>
      textAt(item, 'metadata', 'name'),
    );
    expect(names).toEqual(wanted);
  });

  it.each([
    ['app=(', "unable to parse requirement: found '(', expected: identifier"],
    [
      'a b',
      "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
    ],
    [
      'app in (web',
      "unable to parse requirement: found '', expected: ',' or ')'",
    ],
    ['app in web', "unable to parse requirement: found 'web' expected: '('"],
    ['=x', "found '=', expected: !, identifier, or 'end of string'"],
    ['app=w!', "found '!', expected: ',' or 'end of string'"],
    [
      'app>x',
      "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
    [',', "found ',', expected: !, identifier, or 'end of string'"],
    ['app,', "found '', expected: identifier after ','"],
    ['app,,n', "found ',', expected: identifier after ','"],
    ['!app=web', "found '=', expected: ',' or 'end of string'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    [
      'a/b/c=d',
      `unable to parse requirement: <nil>: Invalid value: "a/b/c": a valid label key ${key} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ],
    [
      '-a',
      `unable to parse requirement: <nil>: Invalid value: "-a": name part ${key}`,
    ],
    [
      '/a=b',
      'unable to parse requirement: <nil>: Invalid value: "/a": prefix part must be non-empty',
    ],
    [
      `app=${'x'.repeat(64)}`,
      `unable to parse requirement: values[0][app]: Invalid value: "${'x'.repeat(
        64,
      )}": must be no more than 63 bytes`,
    ],
  ])('refuses the labels %j', async (selector, message) => {
    const { body } = await select({ labelSelector: selector });
    expect(body).toEqual(refusal({ code: 400, reason: 'BadRequest', message }));
    const watch = await select({ labelSelector: selector, watch: 'true' });
    expect(watch.body).toEqual(body);
  });

  it.each([
    ['metadata.name=web', ['web']],
    ['metadata.name==web', ['web']],
    ['metadata.name!=web', ['api', 'empty', 'none']],
    ['metadata.name=web,metadata.namespace=selectors', ['web']],
    ['metadata.name=web,metadata.namespace=other', []],
    ['metadata.name=a\\,b', []],
    ['metadata.name=web,', ['web']],
    ['=', ['api', 'empty', 'none', 'web']],
  ])('selects by the fields %j', async (selector, wanted) => {
    const { body } = await select({ fieldSelector: selector });
    const names = listAt(body, 'items').map(item =>
      textAt(item, 'metadata', 'name'),
    );
    expect(names).toEqual(wanted);
  });

  const onlyMetadata = (field: string) =>
    `"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`;

  it.each([
    [configMaps, 'data.k=v', onlyMetadata('data.k')],
    [
      configMaps,
      'metadata.labels.app=web',
      onlyMetadata('metadata.labels.app'),
    ],
    [
      configMaps,
      'metadata.name',
      "invalid selector: 'metadata.name'; can't understand 'metadata.name'",
    ],
    [
      configMaps,
      'metadata.name=a=b',
      'invalid field selector: unescaped character in value: 61',
    ],
    ['/api/v1/pods', 'spec.image=x', 'field label not supported: spec.image'],
    [
      '/api/v1/nodes',
      'metadata.namespace=x',
      'field label not supported: metadata.namespace',
    ],
    [
      '/apis/apps/v1/replicasets',
      'status.replicas=1',
      onlyMetadata('status.replicas'),
    ],
    ['/api/v1/events', 'count=1', 'field label not supported: count'],
  ])('refuses of %s the fields %j', async (path, selector, message) => {
    const { body } = await select({ fieldSelector: selector }, path);
    expect(body).toEqual(refusal({ code: 400, reason: 'BadRequest', message }));
  });

  it.each([
    [
      '/api/v1/pods',
      [
        'spec.nodeName=n',
        'spec.restartPolicy=Always',
        'spec.schedulerName=x',
        'spec.serviceAccountName=x',
        'spec.hostNetwork=false',
        'status.phase=Running',
        'status.podIP=1',
        'status.podIPs=1',
        'status.nominatedNodeName=n',
      ],
    ],
    ['/api/v1/nodes', ['spec.unschedulable=true']],
    ['/api/v1/namespaces', ['status.phase=Active']],
    ['/api/v1/secrets', ['type=Opaque']],
    ['/api/v1/services', ['spec.clusterIP=x', 'spec.type=ClusterIP']],
    ['/apis/batch/v1/jobs', ['status.successful=1']],
    [
      '/api/v1/events',
      [
        'involvedObject.kind=Pod',
        'involvedObject.namespace=x',
        'involvedObject.name=x',
        'involvedObject.uid=x',
        'involvedObject.apiVersion=v1',
        'involvedObject.resourceVersion=3',
        'involvedObject.fieldPath=x',
        'reason=x',
        'reportingComponent=x',
        'source=x',
        'type=Warning',
      ],
    ],
  ])('offers fields of %s', async (path, selectors) => {
    for (const fieldSelector of selectors) {
      expect(await select({ fieldSelector }, path)).toMatchObject({
        code: 200,
      });
    }
  });
});
