export interface Person {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly since: string;
}

/** Customers of the shop, owners of the bank's accounts and readers of the magazine are the same twelve people. */
export const people: readonly Person[] = [
  { id: 1, name: 'Anna Lindqvist', city: 'Uppsala', country: 'SE', since: '2019-03-02' },
  { id: 2, name: 'Tom Okafor', city: 'Leeds', country: 'GB', since: '2020-07-19' },
  { id: 3, name: 'Maeve Brennan', city: 'Galway', country: 'IE', since: '2021-04-11' },
  { id: 4, name: 'Lukas Steiner', city: 'Graz', country: 'AT', since: '2018-11-27' },
  { id: 5, name: 'Camille Roux', city: 'Lyon', country: 'FR', since: '2022-01-08' },
  { id: 6, name: 'Mateo Herrera', city: 'Valencia', country: 'ES', since: '2020-02-14' },
  { id: 7, name: 'Sofie de Wit', city: 'Utrecht', country: 'NL', since: '2023-05-30' },
  { id: 8, name: 'Giulia Conti', city: 'Bologna', country: 'IT', since: '2021-09-16' },
  { id: 9, name: 'Jonas Weber', city: 'Leipzig', country: 'DE', since: '2017-06-05' },
  { id: 10, name: 'Ines Duarte', city: 'Porto', country: 'PT', since: '2024-10-21' },
  { id: 11, name: 'Priya Raman', city: 'Boston', country: 'US', since: '2022-08-03' },
  { id: 12, name: 'Daniel Novak', city: 'Brno', country: 'CZ', since: '2019-12-12' },
];
