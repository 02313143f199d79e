import { accounts } from './bank/accounts.ts';
import { compliance } from './bank/compliance.ts';
import { fraud } from './bank/fraud.ts';
import { transfers } from './bank/transfers.ts';
import { analytics } from './media/analytics.ts';
import { content } from './media/content.ts';
import { moderation } from './media/moderation.ts';
import { personalization } from './media/personalization.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { catalog } from './shop/catalog.ts';
import { inventory } from './shop/inventory.ts';
import { notifications } from './shop/notifications.ts';
import { orders } from './shop/orders.ts';
import { payments } from './shop/payments.ts';
import { pricing } from './shop/pricing.ts';
import { recommendations } from './shop/recommendations.ts';
import { shipping } from './shop/shipping.ts';

/** In the order of their ports, which the README documents: append, never reorder. */
export const allServices: readonly ServiceDefinition[] = [
  catalog,
  inventory,
  pricing,
  orders,
  payments,
  shipping,
  recommendations,
  notifications,
  accounts,
  transfers,
  fraud,
  compliance,
  content,
  personalization,
  moderation,
  analytics,
];
