import { inject } from '@angular/core';
import {
  fallbackDrills,
  fromCache,
  fromQueue,
  fromStatic,
  httpCache,
  type DegradationOptions,
  type FeatureConfig,
  type LevelConfig,
} from 'ngx-convoy/degradation';
import { CurrentPerson } from './shared/current-person';
import { commentKeyOf } from './outbox.config';

const MINUTE = 60_000;

/** Nobody misses a recommendation that is not there: rather none than an error. */
const noRecommendations = { id: 0, strategy: 'none', products: [] };

/** What people come for, and the services behind it. */
const features = {
  products: { needs: ['catalog'], label: 'Products' },
  prices: { needs: ['pricing'], label: 'Prices' },
  stock: { needs: ['inventory'], label: 'Stock' },
  recommendations: {
    needs: ['recommendations'],
    label: 'Recommendations',
    flag: 'recommendations',
  },
  accounts: { needs: ['accounts'], label: 'Accounts' },
  transfers: { needs: ['transfers', 'fraud', 'compliance'], label: 'Transfers' },
  stories: { needs: ['content'], label: 'Stories' },
  frontPage: { needs: ['personalization'], label: 'Your own front page' },
  comments: { needs: ['moderation'], label: 'Comments' },
} satisfies Readonly<Record<string, FeatureConfig>>;

const looking = ['catalog', 'accounts', 'content'];
const dealing = ['pricing', 'inventory', 'transfers', 'fraud', 'compliance'];
const pleasing = ['recommendations', 'personalization', 'moderation'];

/** From all to least, in words for customers. */
const levels: readonly LevelConfig[] = [
  level(0, 'Full service', [...looking, ...dealing, ...pleasing]),
  level(1, 'No extras', [...looking, ...dealing]),
  level(2, 'Looking only', looking),
  level(3, 'Essentials', []),
];

/** What is shown instead when a service cannot answer. */
export const degradationOptions: DegradationOptions = {
  fallbacks: {
    catalog: [fromCache()],
    // Nobody may be charged an old price: it is shown with its age, and not for long.
    pricing: [fromCache({ maxAge: 2 * MINUTE })],
    inventory: [fromCache({ maxAge: MINUTE })],
    recommendations: [
      fromCache({ maxAge: 30 * MINUTE }),
      fromStatic(noRecommendations, { path: '/recommendations' }),
      fromStatic([], { path: '/trending' }),
    ],
    transfers: [fromCache({ maxAge: 10 * MINUTE })],
    // Reading comes from memory, writing goes into the outbox.
    moderation: [fromCache({ maxAge: 30 * MINUTE }), fromQueue({ key: commentKeyOf })],
  },
  identity: () => String(inject(CurrentPerson).id()),
  cache: httpCache({
    services: {
      // The backend says how long its stories are good.
      content: { tags: (path) => [path.startsWith('/articles') ? 'stories' : 'topics'] },
      // Money is asked for each time; what was true last stands in, also after a reload.
      accounts: { fresh: 0, staleWhileRevalidate: 0, tags: () => ['money'] },
    },
    storage: 'indexed-db',
    name: 'harbour-cache',
    version: '1',
  }),
  // What is never tried does not work when it is needed: one call in a hundred tries it.
  drills: fallbackDrills({ share: 0.01 }),
  features,
  levels,
  // A demo is watched: half a minute of calm before every step would be long.
  stableFor: 3_000,
};

/** A level offers the features whose services it has. */
function level(number: number, label: string, services: readonly string[]): LevelConfig {
  const offered = Object.entries(features)
    .filter(([, { needs }]) => needs.every((service) => services.includes(service)))
    .map(([name]) => name);
  return { level: number, label, services, features: offered };
}
