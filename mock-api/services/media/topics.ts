export interface Topic {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  /** Degrees on the colour wheel. */
  readonly hue: number;
  /** Paragraphs that fit every article of the topic; each article takes some of them. */
  readonly paragraphs: readonly string[];
}

export const energy: Topic = {
  id: 'energy',
  name: 'Energy',
  image: '⚡',
  hue: 48,
  paragraphs: [
    'The difficulty is not to make electricity but to have it at six in the evening, when everybody cooks. Engineers call the gap the duck curve; the people who close it are paid for what they do not use.',
    'Every kilowatt-hour that is stored is paid for twice, once in money and once in losses. That is why operators prefer to move demand: a cold store can wait an hour, a hospital cannot.',
    'Permits now take longer than construction. In the county office two people handle what used to be four applications a year and are now four a week.',
    'Neighbours object less when they own a share. Of the projects that were built in the last five years, most had a co-operative among the owners.',
    'Spare parts are the quiet problem. A transformer ordered today arrives in two years, so utilities have begun to repair what they used to replace.',
  ],
};

export const food: Topic = {
  id: 'food',
  name: 'Food',
  image: '🍲',
  hue: 18,
  paragraphs: [
    'Nobody measures anything. The dough is ready when it lets go of the table, and the soup when the first spoon makes the cook nod.',
    'Prices in the hall are written in chalk because they change before noon. What is left at two is sold to the canteen around the corner.',
    'The recipe came with a family that stayed for one winter. Three generations later every house claims to have the real one.',
    'A good harvest is not always good news: when everybody has plums, plums are worth nothing, and the pits go to the distillery.',
    'The young cooks keep the old rule of one fire and one pot. They say that it teaches you to think before you cut.',
  ],
};

export const cities: Topic = {
  id: 'cities',
  name: 'Cities',
  image: '🏙️',
  hue: 215,
  paragraphs: [
    'The council counted for a year before it moved a single kerb. The counts settled more arguments than any drawing: most cars on the square were looking for a place on the square.',
    'Shopkeepers feared for their customers and overestimated how many of them came by car by a factor of three. It is the most repeated finding in the field, and the least believed.',
    'What costs little was done first: paint, planters, two benches. Only when nobody asked for the old state did the granite arrive.',
    'Maintenance is the part nobody cuts a ribbon for. A tree in a street lives to be twenty unless somebody waters it in its first three summers.',
    'The measure of the place, says the planner, is whether a child of eight can be sent across it to buy bread.',
  ],
};

export const science: Topic = {
  id: 'science',
  name: 'Science',
  image: '🔬',
  hue: 275,
  paragraphs: [
    'The first result was too good, so they looked for the mistake. They found it after four months in a cable, and the second result was less good and true.',
    'Instruments have become so sensitive that the noise is the science: lorries on the road outside, the tide a hundred kilometres away, a colleague with a trolley.',
    'Other groups have repeated the measurement with other methods. Two agree, one does not, and all three sets of data are public.',
    'What it is good for, nobody can say yet. The same was said of the laser, as every physicist will tell you, usually unasked.',
    'The samples are kept in a freezer with two padlocks. One key is in another building, since the night somebody needed ice.',
  ],
};

export const work: Topic = {
  id: 'work',
  name: 'Work',
  image: '🛠️',
  hue: 150,
  paragraphs: [
    'Meetings shrank when somebody put their price on the door: people in the room, times an hourly rate, times the minutes on the clock.',
    'The apprentices stay because they are asked. Once a month the youngest chooses what the workshop tries next, and the oldest has to help.',
    'Documentation was nobody’s job until it was everybody’s first week. Whoever is new writes down what nobody could answer.',
    'The union wanted shorter days, the owner wanted fewer mistakes. It turned out to be the same demand.',
    'They keep a list of what they stopped doing. It is longer than the list of what they began, and it is read aloud at the new year.',
  ],
};

export const sea: Topic = {
  id: 'sea',
  name: 'The sea',
  image: '🌊',
  hue: 195,
  paragraphs: [
    'The tide table hangs in the kitchen, next to the school timetable. On some mornings they contradict each other, and the tide wins.',
    'From the air the meadow is a dark stain. Under water it is the richest nursery on this coast, and it had disappeared from the maps.',
    'Fishermen and biologists now share a boat on Thursdays. Neither side says that it likes it; neither has missed a week.',
    'Salt gets into everything. A bolt that lasts thirty years inland is changed here every fourth spring.',
    'The old charts are better than people think. The sandbanks moved, but the men who drew them wrote down how fast.',
  ],
};
