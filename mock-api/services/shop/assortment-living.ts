import type { Category } from './category.ts';

/** What furnishes a home. */
export const livingAssortment: readonly Category[] = [
  {
    id: 'audio',
    name: 'Audio',
    image: '🎧',
    hue: 262,
    products: [
      {
        name: 'Fjord Over-Ear Headphones',
        image: '🎧',
        listAmount: 19900,
        description:
          'Closed headphones with wool ear pads, a folding hinge and forty hours a charge.',
      },
      {
        name: 'Pebble Bluetooth Speaker',
        image: '🔊',
        listAmount: 7900,
        description: 'Fits in a coat pocket, floats in the bath and fills a kitchen with sound.',
      },
      {
        name: 'Sunday Turntable',
        image: '💿',
        listAmount: 32900,
        description:
          'Belt drive, walnut plinth, a pre-amplifier inside: plug in and play a record.',
      },
      {
        name: 'Courier Wired Earphones',
        image: '🎵',
        listAmount: 3900,
        description: 'A fabric cable that does not tangle, three buttons and no battery to charge.',
      },
      {
        name: 'Night Owl Clock Radio',
        image: '📻',
        listAmount: 8900,
        description: 'Wakes you with birds or the news, and dims until you can hardly see it.',
      },
    ],
  },
  {
    id: 'lighting',
    name: 'Lighting',
    image: '💡',
    hue: 44,
    products: [
      {
        name: 'Lantern Floor Lamp',
        image: '🏮',
        listAmount: 17900,
        description: 'A paper shade on an oak tripod. Warm light for the corner where you read.',
      },
      {
        name: 'Harbour Desk Lamp',
        image: '💡',
        listAmount: 12900,
        description: 'A steel arm that stays where you put it and a shade that hides the glare.',
      },
      {
        name: 'Tinker String Lights',
        image: '✨',
        listAmount: 2900,
        description: 'Ten metres of glass bulbs for the balcony, dimmable and safe in the rain.',
      },
      {
        name: 'Moth Bedside Light',
        image: '🌙',
        listAmount: 4900,
        description: 'Touch it once for a page, twice for a chapter. It goes out by itself.',
      },
      {
        name: 'Trail Head Torch',
        image: '🔦',
        listAmount: 5400,
        description: 'Two hundred lumens on a washable band, with a red light for tents.',
      },
    ],
  },
  {
    id: 'desk',
    name: 'Desk',
    image: '🖋️',
    hue: 210,
    products: [
      {
        name: 'Ledger Notebook, A5',
        image: '📓',
        listAmount: 1800,
        description:
          'Numbered dotted pages, thread-bound so that it lies flat, paper that takes ink.',
      },
      {
        name: 'Inkwell Fountain Pen',
        image: '🖋️',
        listAmount: 6900,
        description: 'A steel nib, a brass barrel that ages well and a converter for bottled ink.',
      },
      {
        name: 'Tidy Desk Tray Set',
        image: '🗂️',
        listAmount: 4200,
        description: 'Three stackable trays of recycled steel for letters, cables and the rest.',
      },
      {
        name: 'Quiet Mechanical Keyboard',
        image: '⌨️',
        listAmount: 14900,
        description: 'Seventy-five keys on damped switches: a good feel that nobody else hears.',
      },
      {
        name: 'Standing Desk Converter',
        image: '🪑',
        listAmount: 27900,
        description: 'Lifts a screen and two elbows in one movement, and needs no drill.',
      },
    ],
  },
  {
    id: 'kitchen',
    name: 'Kitchen',
    image: '🍳',
    hue: 12,
    products: [
      {
        name: 'Cast Iron Skillet, 26 cm',
        image: '🍳',
        listAmount: 5900,
        description: 'Seasoned twice with linseed oil. It will outlive the stove it stands on.',
      },
      {
        name: 'Morning Pour-Over Set',
        image: '☕',
        listAmount: 6400,
        description: 'A stoneware dripper, a glass jug and forty filters, enough until payday.',
      },
      {
        name: "Baker's Proofing Basket",
        image: '🍞',
        listAmount: 2400,
        description: 'Rattan, oval, with a linen cover, for loaves of up to one kilogram.',
      },
      {
        name: 'Santoku Knife, 17 cm',
        image: '🔪',
        listAmount: 11900,
        description: 'A thin blade of stainless steel, a handle of smoked ash and a cork guard.',
      },
      {
        name: 'Stoneware Dinner Set',
        image: '🍽️',
        listAmount: 13900,
        description: 'Twelve pieces for four people in speckled blue. No two glazes are the same.',
      },
    ],
  },
];
