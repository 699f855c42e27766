// Gives the element its name, once, however often the script is included.
import { TlsAirmail } from './element.js';

if (!customElements.get('tls-airmail')) customElements.define('tls-airmail', TlsAirmail);

export { TlsAirmail };
