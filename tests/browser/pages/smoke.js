import init from '../../../www/pkg/tls_airmail.js';

await init();
document.querySelector('p').textContent = 'started';
