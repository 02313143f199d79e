import { test } from './harbour.ts';
import { tellTheStory } from './story.ts';

test.use({ berth: { build: 'sample-ngmodule', port: 17150 } });

test.describe('as an NgModule app', () => {
  tellTheStory();
});
