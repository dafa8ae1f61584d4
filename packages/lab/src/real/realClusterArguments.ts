import type { RealClusterFiles } from './realClusterFiles';

/** Ports of loopback that the servers of a cluster listen on. */
export interface RealClusterPorts {
  api: number;
  etcd: number;
  etcdPeer: number;
  kubelet: number;
}

const local = (port: number) => `http://127.0.0.1:${port}`;

/** Command line of each server of a real cluster. */
export function etcdArguments(
  files: RealClusterFiles,
  ports: RealClusterPorts,
): string[] {
  const client = local(ports.etcd);
  const peer = local(ports.etcdPeer);
  return [
    `--data-dir=${files.paths.etcd}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    // What is lost with the machine is started anew anyway.
    '--unsafe-no-fsync',
    '--log-level=error',
  ];
}

export function apiServerArguments(
  files: RealClusterFiles,
  ports: RealClusterPorts,
): string[] {
  const { paths } = files;
  return [
    `--etcd-servers=${local(ports.etcd)}`,
    `--secure-port=${ports.api}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--tls-cert-file=${paths.certificate}`,
    `--tls-private-key-file=${paths.privateKey}`,
    `--token-auth-file=${paths.tokens}`,
    '--authorization-mode=RBAC',
    `--service-account-key-file=${paths.serviceAccountKey}`,
    `--service-account-signing-key-file=${paths.serviceAccountKey}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.96.0.0/16',
    // The name that the lab gives to its kubelets: their addresses are the story's.
    '--kubelet-preferred-address-types=InternalDNS',
    '--profiling=false',
  ];
}

export function controllerManagerArguments(
  files: RealClusterFiles,
  kubeConfigPath: string,
): string[] {
  const { paths } = files;
  const unwanted = [
    'bootstrapsigner',
    'tokencleaner',
    'nodeipam',
    'cloud-node-lifecycle',
    'service-lb-controller',
    'route',
  ];
  return [
    `--kubeconfig=${kubeConfigPath}`,
    `--service-account-private-key-file=${paths.serviceAccountKey}`,
    `--root-ca-file=${paths.authority}`,
    '--leader-elect=false',
    '--secure-port=0',
    // On a busy machine a kubelet is late sooner than it is lost.
    '--node-monitor-grace-period=120s',
    `--controllers=*,${unwanted.map(name => `-${name}`).join(',')}`,
  ];
}

export function schedulerArguments(kubeConfigPath: string): string[] {
  return [
    `--kubeconfig=${kubeConfigPath}`,
    '--leader-elect=false',
    '--secure-port=0',
  ];
}

export function kwokArguments(options: {
  files: RealClusterFiles;
  kubeConfigPath: string;
  configPath: string;
  port: number;
}): string[] {
  const { files, kubeConfigPath, configPath, port } = options;
  return [
    `--kubeconfig=${kubeConfigPath}`,
    `--config=${configPath}`,
    '--manage-all-nodes=true',
    // Without leases all Nodes would be lost after a while.
    '--node-lease-duration-seconds=40',
    `--server-address=127.0.0.1:${port}`,
    '--node-ip=127.0.0.1',
    `--node-port=${port}`,
    `--tls-cert-file=${files.paths.certificate}`,
    `--tls-private-key-file=${files.paths.privateKey}`,
  ];
}
