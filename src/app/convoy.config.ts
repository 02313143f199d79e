import {
  consulRegistry,
  withRegistry,
  withTracing,
  type ConvoyConfig,
  type ConvoyExtension,
  type ServiceConfig,
} from 'ngx-convoy';
import { inMemoryFlags, withDegradation, withFlags } from 'ngx-convoy/degradation';
import {
  withAnomalyAlerts,
  withDesktopNotifications,
  withHistory,
  withMonitoring,
  withSlos,
} from 'ngx-convoy/monitor';
import { withOtlp, withOtlpMetrics } from 'ngx-convoy/opentelemetry';
import { degradationOptions } from './degradation.config';
import { mockApiInstances, mockApiOrigin } from './mock-api';
import { outbox } from './outbox.config';
import { sagas } from './sagas.config';

const origin = mockApiOrigin();
const instances = mockApiInstances(origin);

/** What the services of this app have in common; the rest is said where it differs. */
function service(
  group: 'shop' | 'bank' | 'media',
  name: string,
  label: string,
  options: Partial<ServiceConfig> = {},
): ServiceConfig {
  return {
    name,
    label,
    group,
    match: `/api/${name}`,
    // Where they were when the app was built; the registry knows better as soon as it answers.
    instances: instances.get(name),
    discover: group === 'shop',
    ...options,
  };
}

/** Sixteen services of three businesses. Both hosts, standalone and NgModule, run on this one description. */
export const convoyConfig: ConvoyConfig = {
  defaults: {
    health: '/health',
    timeout: 2_000,
    deadline: 6_000,
    // A demo is watched: half a minute to notice that somebody mended a service would be long.
    breaker: { backoff: { max: 15_000 } },
  },
  services: [
    service('shop', 'catalog', 'Catalog', { balancing: 'response-time' }),
    service('shop', 'inventory', 'Inventory', { timeout: 1_000, deadline: 3_000 }),
    // A price that comes late is worth little: better the last one, with its age.
    service('shop', 'pricing', 'Pricing', {
      timeout: 800,
      deadline: 3_000,
      balancing: 'least-connections',
      retry: { attempts: 2, base: 80, max: 400 },
    }),
    service('shop', 'orders', 'Orders', { balancing: 'least-connections' }),
    service('shop', 'payments', 'Payments', { timeout: 4_000, deadline: 10_000 }),
    service('shop', 'shipping', 'Shipping', { balancing: 'response-time' }),
    // Nobody waits for a recommendation: it gives up early and stays away for longer each time.
    service('shop', 'recommendations', 'Recommendations', {
      timeout: 1_000,
      deadline: 2_000,
      retry: { attempts: 1 },
      breaker: { consecutiveFailures: 3, timeoutDuration: 4_000, backoff: { max: 15_000 } },
    }),
    service('shop', 'notifications', 'Notifications', { balancing: 'response-time' }),

    service('bank', 'accounts', 'Accounts', { balancing: 'least-connections' }),
    service('bank', 'transfers', 'Transfers', { balancing: 'least-connections' }),
    service('bank', 'fraud', 'Fraud control', { timeout: 3_000, deadline: 8_000 }),
    service('bank', 'compliance', 'Compliance', { timeout: 3_000, deadline: 8_000 }),

    service('media', 'content', 'Content', { balancing: 'response-time' }),
    service('media', 'personalization', 'Personalization', { timeout: 1_000, deadline: 2_500 }),
    service('media', 'moderation', 'Moderation', { balancing: 'response-time' }),
    service('media', 'analytics', 'Analytics', { timeout: 1_500, retry: { attempts: 0 } }),
  ],
};

/** Tracing, discovery, monitoring, what is shown instead when a service cannot answer, and what survives a tab. */
export const convoyExtensions: readonly ConvoyExtension[] = [
  // The backends are of another origin and log what they are sent.
  withTracing({ propagateTo: 'services' }),
  // The mock backends have a collector, too; what it got is at /__spans.
  withOtlp({ url: `${origin}/otlp/v1/traces`, resource: { 'service.name': 'harbour' } }),
  withOtlpMetrics({
    ...{ url: `${origin}/otlp/v1/metrics`, interval: 10_000 },
    resource: { 'service.name': 'harbour' },
  }),
  // Held for ten seconds only: who breaks the registry in the demo should see it soon.
  withRegistry(consulRegistry({ url: origin, wait: 10_000 })),
  withMonitoring({
    health: { interval: 6_000 },
    alerts: { for: 5_000, dispatch: { groupInterval: 15_000 } },
  }),
  withHistory(),
  withSlos([
    { name: 'orders-answered', service: 'orders', objective: 0.99, indicator: 'availability' },
    { name: 'catalog-fast', service: 'catalog', objective: 0.95, indicator: { latency: 500 } },
    { name: 'accounts-good', service: 'accounts', objective: 0.99 },
  ]),
  withAnomalyAlerts(),
  // Shows nothing before somebody has asked for it in the console.
  withDesktopNotifications(),
  withDegradation(degradationOptions),
  // In the code, for a demo; ngx-convoy/openfeature reads them from a provider.
  withFlags(inMemoryFlags({ recommendations: true })),
  outbox,
  sagas,
];
