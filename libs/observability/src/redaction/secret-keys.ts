/** Keys whose values are never shown, whatever they hold and however deep they are. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'authorization',
  'proxyauthorization',
  'cookie',
  'cookies',
  'setcookie',
  'password',
  'passwd',
  'newpassword',
  'oldpassword',
  'secret',
  'clientsecret',
  'token',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'paymenttoken',
  'cardtoken',
  'cardnumber',
  'pan',
  'cvv',
  'cvc',
  'apikey',
  'xapikey',
  'privatekey',
  'databaseurl',
]);

/** Whether a key names a secret, in any of `payment_token`, `paymentToken` and `Payment-Token`. */
export function isSecretKey(key: string): boolean {
  return key.length <= 24 && SECRET_KEYS.has(key.toLowerCase().replace(/[-_]/g, ''));
}
