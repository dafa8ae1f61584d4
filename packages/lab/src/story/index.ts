export * from './argoObjects';
export * from './clusterObjects';
export * from './crds';
export * from './fleetFiles';
export * from './story';
