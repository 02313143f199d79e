import type { ServiceDefinition } from '../service-definition.ts';
import { orderHistory } from './order-history.ts';
import type { PastOrder } from './order-history.ts';

export const notifications: ServiceDefinition = {
  name: 'notifications',
  business: 'shop',
  releases: { v1: '1.3.1' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 30, jitter: 20, cost: 0.25, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 90, jitter: 30, cost: 0.15, weight: 50 },
  ],
  tables: (seed) => ({
    notifications: orderHistory(seed).map((order, index) => ({
      id: index + 1,
      customerId: order.customerId,
      channel: index % 5 === 4 ? 'sms' : 'email',
      ...message(order),
      status: 'sent',
      createdAt: order.createdAt,
    })),
  }),
  rules: {
    notifications: {
      create: (body) => ({
        customerId: body.integer('customerId', { min: 1, max: 1_000_000 }),
        channel: body.text('channel', 'email'),
        subject: body.text('subject'),
        body: body.text('body'),
        status: 'sent',
      }),
    },
  },
};

function message({ id, status }: PastOrder): { subject: string; body: string } {
  switch (status) {
    case 'placed':
      return {
        subject: `We have your order ${id}`,
        body: 'Thank you. We write again when it leaves the warehouse.',
      };
    case 'shipped':
      return {
        subject: `Order ${id} is on its way`,
        body: 'Your parcel left this morning. You can follow it with its tracking code.',
      };
    case 'delivered':
      return {
        subject: `Order ${id} was delivered`,
        body: 'We hope everything is as you expected. You can return it within thirty days.',
      };
  }
}
