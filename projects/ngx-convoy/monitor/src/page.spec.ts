import { TestBed } from '@angular/core/testing';
import { Page } from './page';

describe('Page', () => {
  it('follows who looks and what is connected', () => {
    const visibility = spyOnProperty(document, 'visibilityState').and.returnValue('visible');
    const onLine = spyOnProperty(navigator, 'onLine').and.returnValue(true);
    const page = TestBed.inject(Page);
    expect([page.visible(), page.online()]).toEqual([true, true]);

    visibility.and.returnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect([page.visible(), page.online()]).toEqual([false, true]);

    onLine.and.returnValue(false);
    window.dispatchEvent(new Event('offline'));
    expect([page.visible(), page.online()]).toEqual([false, false]);

    visibility.and.returnValue('visible');
    onLine.and.returnValue(true);
    window.dispatchEvent(new Event('online'));
    expect([page.visible(), page.online()]).toEqual([true, true]);
  });
});
