import type { Category } from './category.ts';

/** What one takes along, grows and plays with. */
export const leisureAssortment: readonly Category[] = [
  {
    id: 'bags',
    name: 'Bags',
    image: '🎒',
    hue: 158,
    products: [
      {
        name: 'Commuter Backpack, 20 l',
        image: '🎒',
        listAmount: 12900,
        description: 'Waxed canvas, a sleeve for a laptop and a pocket you reach while walking.',
      },
      {
        name: 'Market Tote',
        image: '🛍️',
        listAmount: 2600,
        description: 'Carries three litres of milk and a cabbage, and folds to a fist.',
      },
      {
        name: 'Weekend Duffel',
        image: '🧳',
        listAmount: 16900,
        description: 'Two days of clothes, one pair of boots apart from them, cabin size.',
      },
      {
        name: 'Cable Roll',
        image: '🔌',
        listAmount: 3200,
        description: 'Six loops and two pockets keep chargers from becoming a bird nest.',
      },
      {
        name: 'Slim Card Wallet',
        image: '👛',
        listAmount: 3900,
        description: 'Vegetable-tanned leather for eight cards and a folded note.',
      },
    ],
  },
  {
    id: 'outdoors',
    name: 'Outdoors',
    image: '🏕️',
    hue: 95,
    products: [
      {
        name: 'Two-Person Ridge Tent',
        image: '⛺',
        listAmount: 28900,
        description: 'Stands in four minutes, weighs less than two kilograms and shrugs off wind.',
      },
      {
        name: 'Enamel Camp Mug',
        image: '☕',
        listAmount: 1600,
        description: 'Goes on the fire and in the dishwasher. Chips tell its story.',
      },
      {
        name: 'Insulated Bottle, 0.75 l',
        image: '🧴',
        listAmount: 3400,
        description: 'Tea stays hot until the summit, water stays cold until the evening.',
      },
      {
        name: 'Merino Hiking Socks',
        image: '🧦',
        listAmount: 2200,
        description: 'Two pairs, padded at the heel, knitted without a seam over the toes.',
      },
      {
        name: 'Folding Camp Stool',
        image: '🪵',
        listAmount: 4500,
        description: 'Beech legs and a canvas seat that hold 120 kilograms of storyteller.',
      },
    ],
  },
  {
    id: 'plants',
    name: 'Plants',
    image: '🪴',
    hue: 130,
    products: [
      {
        name: 'Rubber Fig, 60 cm',
        image: '🪴',
        listAmount: 3900,
        description: 'Forgives dark corners and holidays. Comes in its nursery pot.',
      },
      {
        name: 'Kitchen Herb Trio',
        image: '🌿',
        listAmount: 1900,
        description: 'Basil, thyme and flat parsley, rooted well enough to be cut this week.',
      },
      {
        name: 'Terracotta Planter',
        image: '🏺',
        listAmount: 2900,
        description: 'Thrown by hand and frost-proof, with a saucer that keeps the sill dry.',
      },
      {
        name: 'Brass Watering Can',
        image: '🚿',
        listAmount: 5600,
        description: 'One litre, with a long spout that reaches behind every leaf.',
      },
      {
        name: 'Desert Cactus Box',
        image: '🌵',
        listAmount: 3300,
        description: 'Five small cacti that ask for a window and eleven glasses of water a year.',
      },
    ],
  },
  {
    id: 'games',
    name: 'Games',
    image: '🎲',
    hue: 320,
    products: [
      {
        name: 'Lighthouse Puzzle, 1,000 pieces',
        image: '🧩',
        listAmount: 2400,
        description: 'A long winter evening of sea and sky, cut so that pieces hold together.',
      },
      {
        name: 'Tournament Chess Set',
        image: '♟️',
        listAmount: 7400,
        description: 'Weighted pieces of box and ebony, a board that rolls, two spare queens.',
      },
      {
        name: 'Harvest, the Board Game',
        image: '🎲',
        listAmount: 4400,
        description: 'Trade grain, outwit the weather. Two to five players, an hour and a half.',
      },
      {
        name: 'Canal Playing Cards',
        image: '🃏',
        listAmount: 1400,
        description: 'A linen finish that shuffles well and court cards drawn in Delft blue.',
      },
      {
        name: 'Box Kite, 1.2 m',
        image: '🪁',
        listAmount: 5200,
        description: 'Flies in a breeze you can hardly feel, and packs into its own spars.',
      },
    ],
  },
];
