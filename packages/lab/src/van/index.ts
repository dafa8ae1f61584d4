export * from './HubServices';
export * from './Relay';
export * from './Router';
export * from './RouterPodPorts';
