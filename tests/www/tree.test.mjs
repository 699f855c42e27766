// What the fields say: lengths count in the reader's language, and the words of others stay as they are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '../../www/prose/en.js';
import es from '../../www/prose/es.js';
import { value } from '../../www/inspector/tree.js';
import { fieldsOf, load } from './fixtures/load.mjs';

const sheet = { id: 'sent', bytes: new Uint8Array(16), rows: [] };
const row = (id, said, end = 2) => ({ field: { id, start: 0, end, value: said, children: [] }, leaf: true, depth: 0, parent: -1 });

test('one byte is one, and more are more', () => {
  for (const words of [en, es]) {
    assert.equal(value(sheet, row('record.length', '1 bytes'), words), '1 byte');
    assert.equal(value(sheet, row('x509.length', '85 bytes'), words), '85 bytes');
    assert.equal(value(sheet, { ...row('record', null, 1), leaf: false }, words), '1 byte');
    assert.equal(value(sheet, { ...row('record', null, 9), leaf: false }, words), '9 bytes');
  }
});

test('what somebody wrote is never counted for', () => {
  assert.equal(value(sheet, row('application_data', '1 bytes'), es), '1 bytes');
});

test('no length of a real exchange says 1 bytes', () => {
  let seen = 0;
  for (const name of ['gcm', 'cbc', 'ecdhe'])
    for (const field of fieldsOf(load(name)).filter(({ value: said }) => said === '1 bytes')) {
      seen += 1;
      assert.equal(value(sheet, row(field.id, field.value), es), '1 byte', field.id);
    }
  assert.ok(seen > 0);
});
