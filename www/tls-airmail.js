// The entry: <script type="module" src=".../www/tls-airmail.js"></script>
export { TlsAirmail } from './define.js';
