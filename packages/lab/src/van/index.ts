export * from './HubServices';
export * from './LinkCondition';
export * from './Relay';
export * from './Router';
export * from './RouterNetwork';
export * from './RouterPodPorts';
export * from './RouterSite';
