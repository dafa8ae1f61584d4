/** A Deployment with one Pod. */
export function deployment(name: string, image: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 1
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: ${name}
          image: ${image}
`;
}

/** A Service of a Deployment's Pods. */
export function service(name: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: { app: ${name} }
  ports:
    - port: 80
`;
}

/** A ConfigMap with one value and, where they are given, annotations. */
export function configMap(
  name: string,
  value: string = 'a',
  annotations: Record<string, string> = {},
): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  annotations: ${JSON.stringify(annotations)}
data:
  value: ${JSON.stringify(value)}
`;
}
