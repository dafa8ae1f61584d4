export * from './createLabActs';
export * from './faultCatalogue';
export * from './HandChanges';
export * from './playStory';
