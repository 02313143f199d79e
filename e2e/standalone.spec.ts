import { test } from './harbour.ts';
import { tellTheStory } from './story.ts';

test.use({ berth: { build: 'sample', port: 17100 } });

test.describe('as a standalone app', () => {
  tellTheStory();
});
