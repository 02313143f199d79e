import { TestBed } from '@angular/core/testing';
import { Basket } from './basket';

describe('Basket', () => {
  beforeEach(() => {
    localStorage.removeItem('harbour.basket');
  });

  it('counts the same product up instead of listing it twice', () => {
    const basket = TestBed.inject(Basket);
    basket.add(7, 'Harbour Desk Lamp');
    basket.add(27, 'Enamel Camp Mug');
    basket.add(7, 'Harbour Desk Lamp');

    expect(basket.lines().map(({ productId, quantity }) => [productId, quantity])).toEqual([
      [7, 2],
      [27, 1],
    ]);
    expect(basket.count()).toBe(3);
  });

  it('takes a line out at nought, and never goes below', () => {
    const basket = TestBed.inject(Basket);
    basket.add(7, 'Harbour Desk Lamp');
    const [line] = basket.lines();
    if (line !== undefined) basket.change(line, -1);

    expect(basket.lines()).toEqual([]);
  });

  it('is still there after a reload', () => {
    TestBed.inject(Basket).add(7, 'Harbour Desk Lamp');
    TestBed.tick();
    TestBed.resetTestingModule();

    expect(TestBed.inject(Basket).count()).toBe(1);
  });

  for (const rubbish of ['{', '"text"', '[null, 3, {"productId": 1}]']) {
    it(`begins empty when storage holds ${rubbish}`, () => {
      localStorage.setItem('harbour.basket', rubbish);

      expect(TestBed.inject(Basket).lines()).toEqual([]);
    });
  }
});
