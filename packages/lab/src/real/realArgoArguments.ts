/** Ports of loopback that Argo CD's programs listen on. */
export interface RealArgoPorts {
  redis: number;
  repoServer: number;
  metrics: readonly [number, number, number];
  probe: number;
  webhook: number;
}

const local = (port: number) => `127.0.0.1:${port}`;

export function redisArguments(ports: RealArgoPorts): string[] {
  return ['--bind', '127.0.0.1', '--port', String(ports.redis), '--save', ''];
}

export function repoServerArguments(options: {
  ports: RealArgoPorts;
  resyncSeconds: number;
}): string[] {
  const { ports, resyncSeconds } = options;
  return [
    `--address=127.0.0.1`,
    `--port=${ports.repoServer}`,
    '--metrics-address=127.0.0.1',
    `--metrics-port=${ports.metrics[0]}`,
    // It refuses plain connections while it could ask for certificates.
    '--disable-tls',
    '--client-ca-path=',
    `--redis=${local(ports.redis)}`,
    // What a branch means is asked again at each resync, as with Argo CD's own values of the two.
    `--revision-cache-expiration=${resyncSeconds}s`,
    '--loglevel=warn',
  ];
}

export function applicationControllerArguments(options: {
  ports: RealArgoPorts;
  namespace: string;
  kubeConfigPath: string;
  resync: { seconds: number; jitter: number };
}): string[] {
  const { ports, namespace, kubeConfigPath, resync } = options;
  return [
    `--kubeconfig=${kubeConfigPath}`,
    `--namespace=${namespace}`,
    `--repo-server=${local(ports.repoServer)}`,
    '--repo-server-plaintext',
    `--redis=${local(ports.redis)}`,
    `--metrics-port=${ports.metrics[1]}`,
    `--app-resync=${resync.seconds}`,
    `--app-resync-jitter=${resync.jitter}`,
    '--loglevel=warn',
  ];
}

export function applicationSetControllerArguments(options: {
  ports: RealArgoPorts;
  namespace: string;
  kubeConfigPath: string;
}): string[] {
  const { ports, namespace, kubeConfigPath } = options;
  return [
    `--kubeconfig=${kubeConfigPath}`,
    `--namespace=${namespace}`,
    `--argocd-repo-server=${local(ports.repoServer)}`,
    '--repo-server-plaintext',
    `--metrics-addr=${local(ports.metrics[2])}`,
    `--probe-addr=${local(ports.probe)}`,
    `--webhook-addr=${local(ports.webhook)}`,
    '--loglevel=warn',
  ];
}
