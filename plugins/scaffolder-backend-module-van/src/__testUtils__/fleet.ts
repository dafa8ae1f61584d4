/** The files of a network with two edges, and more where a test needs them. */
export function fleetFiles(
  more: Record<string, string> = {},
): Map<string, string> {
  return new Map([
    ['networks/acme/network.yaml', declaration('Network', 'acme', '{}')],
    edge('paris', 'eu'),
    edge('dallas', 'us'),
    ...Object.entries(more),
  ]);
}

/** The file of an edge, by its path. */
export function edge(name: string, region: string): [string, string] {
  return [
    `networks/acme/clusters/${name}.yaml`,
    declaration('Cluster', name, `{role: edge, region: ${region}}`),
  ];
}

function declaration(kind: string, name: string, spec: string): string {
  return `apiVersion: vanstage.io/v1alpha1
kind: ${kind}
metadata: {name: ${name}}
spec: ${spec}
`;
}
