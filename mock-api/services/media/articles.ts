import { cities, energy, food, science, sea, work } from './topics.ts';
import type { Topic } from './topics.ts';

export interface Article {
  readonly id: number;
  readonly topic: Topic;
  readonly title: string;
  readonly author: string;
  readonly image: string;
  readonly summary: string;
  /** The first paragraph of the body. */
  readonly opening: string;
}

export const topics: readonly Topic[] = [energy, food, cities, science, work, sea];

const drafts: readonly Omit<Article, 'id'>[] = [
  {
    topic: cities,
    title: 'The square that got its bench back',
    author: 'Camille Roux',
    image: '🪑',
    summary: 'Two benches, nine trees and a chess table: how a car park became a place again.',
    opening:
      'On the first evening there were four people on the bench and a queue behind it. By the end of the week somebody had brought a second one from home.',
  },
  {
    topic: science,
    title: 'Listening to a glacier',
    author: 'Jonas Weber',
    image: '🧊',
    summary: 'Sixty microphones in the ice hear a river that nobody has ever seen.',
    opening:
      'It sounds like a kettle shortly before it boils. The recording was made two hundred metres under the surface, and the water in it has been dark for nine thousand years.',
  },
  {
    topic: food,
    title: 'The bakery that opens at four',
    author: 'Giulia Conti',
    image: '🥖',
    summary: 'Who buys bread in the dark, and why the ovens have not been cold since 1962.',
    opening:
      'The first customers are nurses, the second are musicians. At five come the people who cannot sleep, and they buy the most.',
  },
  {
    topic: energy,
    title: "The ferry that runs on yesterday's wind",
    author: 'Ines Duarte',
    image: '⛴️',
    summary: 'A battery the size of a bus carries four hundred passengers across the sound.',
    opening:
      'The captain looks at two forecasts now: the one for today, which tells him how to steer, and the one from yesterday, which tells him how far.',
  },
  {
    topic: work,
    title: 'Four days, and the lights went out on Friday',
    author: 'Sofie de Wit',
    image: '🗓️',
    summary: 'A toolmaker with ninety people tried the short week. The books are open.',
    opening:
      'The first Friday was strange, says the owner. She came in to see whether anybody had forgotten, and found that she was the one.',
  },
  {
    topic: sea,
    title: 'Planting a meadow under water',
    author: 'Mateo Herrera',
    image: '🌿',
    summary: 'Volunteers sow seagrass by hand, one biscuit at a time.',
    opening:
      'Each seed is baked into a biscuit of clay, because otherwise it would float away. Eleven thousand biscuits make one hectare, if the crabs are kind.',
  },
  {
    topic: energy,
    title: 'What the village did with the old gasworks',
    author: 'Lukas Steiner',
    image: '🏭',
    summary: 'Heat from a flooded mine warms a school, a pool and a row of greenhouses.',
    opening:
      'The mine had been full of water for forty years, and the water had been warm for all of them. It took a plumber to ask why nobody used it.',
  },
  {
    topic: cities,
    title: 'A tram line drawn by schoolchildren',
    author: 'Anna Lindqvist',
    image: '🚋',
    summary: 'The city asked its youngest passengers first, and moved two stops because of them.',
    opening:
      'The map on the wall of class 3b has more stops than the real one. Two of them, it turned out, were missing.',
  },
  {
    topic: food,
    title: 'In praise of the ugly pear',
    author: 'Camille Roux',
    image: '🍐',
    summary: 'A co-operative sells what the supermarkets refuse, and cannot keep up.',
    opening:
      'A pear is refused if it is nine millimetres too narrow. There is a tool for it, a steel ring on a stick, and it hangs on the wall like a trophy.',
  },
  {
    topic: science,
    title: 'The clock that loses a second in thirty billion years',
    author: 'Priya Raman',
    image: '⏱️',
    summary: 'It is so exact that it notices when somebody carries it upstairs.',
    opening:
      'Put it on the next floor and it runs faster. Not because anything is broken: time itself does, by about as much as Einstein said.',
  },
  {
    topic: work,
    title: 'The night shift of the translators',
    author: 'Daniel Novak',
    image: '🌃',
    summary: 'Twenty-four languages by morning: how a parliament learns what it said.',
    opening:
      'The text arrives at nine in the evening and must be law at seven. In between there are twelve coffees and a long discussion about a comma.',
  },
  {
    topic: sea,
    title: 'The lighthouse keeps its keeper',
    author: 'Maeve Brennan',
    image: '🗼',
    summary: 'The lamp has been automatic since 1997. The island asked him to stay.',
    opening:
      'There is nothing left to switch on. He counts birds instead, mends the wall and answers the radio, and twice a year that has saved a life.',
  },
  {
    topic: cities,
    title: 'How to close a motorway for one Sunday',
    author: 'Tom Okafor',
    image: '🛣️',
    summary: 'Eleven kilometres, six months of letters and a very long table.',
    opening:
      'At six the last lorry left, at seven the first skateboard came. The table was laid for two thousand, and by noon they were looking for chairs.',
  },
  {
    topic: energy,
    title: 'Cold, delivered by pipe',
    author: 'Giulia Conti',
    image: '❄️',
    summary: 'Instead of ten thousand air conditioners, one river and one pump house.',
    opening:
      'The river is at twelve degrees down there, all year. The city borrows four of them in July and gives them back downstream.',
  },
  {
    topic: food,
    title: 'The last salt maker of the bay',
    author: 'Ines Duarte',
    image: '🧂',
    summary: 'Sun, wind and a wooden rake. She is looking for an apprentice.',
    opening:
      'You have to hear it, she says. When the crust is ready it ticks, like a car that has been parked.',
  },
  {
    topic: science,
    title: 'A library of seeds, and who borrows from it',
    author: 'Jonas Weber',
    image: '🌾',
    summary: 'The vault was built for the end of the world. Its first customers came earlier.',
    opening:
      'The request came from Aleppo, where a research station had been lost. What left the vault were thirty-eight thousand samples; what came back, four years later, were more.',
  },
  {
    topic: work,
    title: 'Repair is a profession again',
    author: 'Sofie de Wit',
    image: '🔧',
    summary: 'A law, a screwdriver and a waiting list of five weeks.',
    opening:
      'The shop has one rule: the customer has to watch. Half of them repair the next thing themselves, which is bad for business and the point of it.',
  },
  {
    topic: sea,
    title: 'The harbour that went quiet for the whales',
    author: 'Mateo Herrera',
    image: '🐋',
    summary: 'Ships slow down to ten knots, and the neighbours sleep better too.',
    opening:
      'The difference is three hours on a voyage of nine days. It took the shipping companies a year to agree and a week to forget that it had ever been otherwise.',
  },
  {
    topic: cities,
    title: 'Roofs that drink',
    author: 'Daniel Novak',
    image: '🌧️',
    summary: 'After the flood the city counted its flat roofs and found a reservoir.',
    opening:
      'Four centimetres of moss hold a cloudburst for an hour. An hour is exactly what the sewer under the market needs.',
  },
  {
    topic: energy,
    title: 'The grid operator who watches football',
    author: 'Tom Okafor',
    image: '⚽',
    summary: 'At half-time a million kettles go on. Somebody has to be ready.',
    opening:
      'She has no favourite team. What she wants is a clear result after ninety minutes, because extra time is half a gigawatt.',
  },
  {
    topic: science,
    title: 'What the bees do at night',
    author: 'Anna Lindqvist',
    image: '🐝',
    summary: 'An infrared camera, a patient student and an unexpected second shift.',
    opening:
      'They sleep in groups, holding each other by the legs. That was known. What was not known is that some of them get up again.',
  },
  {
    topic: food,
    title: 'School lunch, cooked by grandparents',
    author: 'Lukas Steiner',
    image: '🥣',
    summary: 'A town of four thousand could not find a caterer, so it found itself.',
    opening:
      'Monday is dumplings. There is no vote about it, there is a man called Ferdinand, and he has made them for fifty years.',
  },
  {
    topic: work,
    title: 'The office without a door',
    author: 'Priya Raman',
    image: '🚪',
    summary: 'A software company measured interruptions for a month and bought curtains.',
    opening:
      'The record was forty-one in one day. The person concerned had not noticed: she thought that this was the job.',
  },
  {
    topic: sea,
    title: 'Reading the tide from a shopping list',
    author: 'Maeve Brennan',
    image: '📝',
    summary: 'Household books from 1846 help to predict the floods of today.',
    opening:
      'On the fourth of March the grocer’s boy came late because the causeway was under water. He is, without knowing it, a data point.',
  },
  {
    topic: cities,
    title: 'One key for forty gardens',
    author: 'Camille Roux',
    image: '🗝️',
    summary: 'Behind the facades lie yards that nobody saw. Their owners made a club.',
    opening:
      'The key costs twelve euros and opens forty gates. The rule is on the ring: leave it as you would like to find it.',
  },
  {
    topic: energy,
    title: 'Second life for a tired battery',
    author: 'Jonas Weber',
    image: '🔋',
    summary: 'What no longer moves a bus can still light a stadium.',
    opening:
      'A bus needs strength, a stadium needs patience. When a battery has lost a quarter of the first it still has nearly all of the second.',
  },
  {
    topic: food,
    title: 'The map of sourdough',
    author: 'Giulia Conti',
    image: '🗺️',
    summary: 'Two hundred jars, one microbiologist and a question: what makes bread local?',
    opening:
      'It is not the flour and it is not the water. The best predictor, she found, is the hands of the baker.',
  },
  {
    topic: science,
    title: 'The telescope under the lake',
    author: 'Daniel Novak',
    image: '🔭',
    summary: 'To see the sky, a team lowers its instruments into the dark.',
    opening:
      'In winter the ice carries the lorry, so the telescope is built in winter. It looks down, through the whole Earth, at the southern sky.',
  },
  {
    topic: work,
    title: 'A strike that repaired the buses',
    author: 'Tom Okafor',
    image: '🚌',
    summary: 'The mechanics kept working, but only on what the timetable had forbidden them.',
    opening:
      'For eleven days no bus ran late, since none ran. When they came back the doors closed without a kick for the first time in years.',
  },
  {
    topic: sea,
    title: 'Mussels on the payroll',
    author: 'Ines Duarte',
    image: '🦪',
    summary: 'Eight molluscs with sensors guard the drinking water of a city.',
    opening:
      'If five of the eight close at the same time, the pump stops. It has happened twice, and both times the mussels were right.',
  },
];

/** Newest first; ids count from 1. */
export const articles: readonly Article[] = drafts.map((draft, index) => ({
  ...draft,
  id: index + 1,
}));
