import { afterEach, describe, expect, it } from 'vitest';
import { withoutFormData } from './without-form-data.ts';

const native = globalThis.FormData;

afterEach(() => {
  globalThis.FormData = native;
});

describe('a host without forms', () => {
  it('a document that comes in a form is still seen as one; other messages are not', async () => {
    withoutFormData();
    const body = '--x\r\nContent-Disposition: form-data; name="data"\r\n\r\n{}\r\n--x--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const form: unknown = await new Response(body, { headers }).formData();
    expect(form instanceof FormData).toBe(true);
    for (const message of [{}, null, 'text', new Blob([])] as unknown[]) {
      expect(message instanceof FormData).toBe(false);
    }
  });

  it('an answer that would need a form -> an error that says so, in the test of whoever tries', () => {
    withoutFormData();
    expect(() => new FormData()).toThrow('a device host sends no forms');
  });
});
