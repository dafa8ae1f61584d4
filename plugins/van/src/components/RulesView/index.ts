export * from './RulesView';
