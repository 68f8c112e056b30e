import { expect, it } from 'vitest';
import { firstLine, refName, webAddress } from '../../../src/webhooks/present.ts';

it.each([
  ['https://github.com/acme/shop', 'https://github.com/acme/shop'],
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
  ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
  ['ssh://git@git.example.com:7999/acme/shop.git', 'https://git.example.com/acme/shop'],
  ['https://robin:pass@git.example.com/acme/shop', 'https://git.example.com/acme/shop'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['not an address', null],
  ['', null],
  [null, null],
])('the web address of %j is %j', (text, expected) => {
  expect(webAddress(text)).toBe(expected);
});

it('takes the first address that works', () => {
  expect(webAddress('', 'file:///etc/x', 'http://git.example.com/a/')).toBe('http://git.example.com/a');
});

it('takes the first line of the first text there is', () => {
  expect(firstLine(null, ' \n', 'One\r\nTwo')).toBe('One');
  expect(firstLine()).toBeNull();
});

it('takes the name out of a ref of the right kind only', () => {
  expect(refName('refs/tags/', ['refs/heads/a', undefined, 'refs/tags/v1/x'])).toBe('v1/x');
  expect(refName('refs/tags/', ['refs/tags/'])).toBeNull();
});
