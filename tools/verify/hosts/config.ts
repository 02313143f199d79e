import type { ConvoyConfig } from 'ngx-convoy';

/** One service with one instance, so that an answer proves that the interceptors chose where to send the request. */
export const config: ConvoyConfig = {
  services: [
    {
      name: 'greetings',
      match: '/api/greetings',
      instances: [`${location.origin}/instance-1/greetings`],
    },
  ],
};
