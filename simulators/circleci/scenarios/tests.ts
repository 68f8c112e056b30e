import type { TestPlan } from './plan.ts';

/** Test results of the demo projects: what `GET /project/{slug}/{job}/tests` lists. */

export const passingTests: readonly TestPlan[] = [
  {
    name: 'adds an item to an empty basket',
    classname: 'Basket',
    file: 'test/basket.test.ts',
    result: 'success',
    runTime: 0.021,
  },
  {
    name: 'keeps the order of items',
    classname: 'Basket',
    file: 'test/basket.test.ts',
    result: 'success',
    runTime: 0.008,
  },
  {
    name: 'rounds half a cent up',
    classname: 'Price',
    file: 'test/price.test.ts',
    result: 'success',
    runTime: 0.003,
  },
  { name: 'sends a receipt', classname: 'Mail', file: 'test/mail.test.ts', result: 'skipped', runTime: 0 },
];

export const failingTests: readonly TestPlan[] = [
  ...passingTests,
  {
    name: 'applies a voucher once',
    classname: 'Checkout',
    file: 'test/checkout.test.ts',
    result: 'failure',
    runTime: 0.142,
    message: 'AssertionError: expected 1800 to be 1900\n    at test/checkout.test.ts:57:23',
  },
  {
    name: 'refuses an expired card <visa & co>',
    classname: 'Checkout',
    file: 'test/checkout.test.ts',
    result: 'failure',
    runTime: 5.003,
    message: 'Error: timed out after 5000 ms waiting for `POST /charge`',
  },
];

export const failingTestLog: readonly string[] = [
  '\u001b[31m FAIL \u001b[0m test/checkout.test.ts > Checkout > applies a voucher once',
  '\u001b[31mAssertionError\u001b[0m: expected \u001b[32m1800\u001b[0m to be \u001b[31m1900\u001b[0m',
  '    at test/checkout.test.ts:57:23',
  '\u001b[31m FAIL \u001b[0m test/checkout.test.ts > Checkout > refuses an expired card <visa & co>',
  'Error: timed out after 5000 ms waiting for `POST /charge`',
  '\u001b[1mTests\u001b[0m  2 failed | 3 passed | 1 skipped',
];
