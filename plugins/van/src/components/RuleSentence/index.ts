export * from './RuleSentence';
