// Runs for each connection that kwok forwards to a port of a Pod: joins standard input and output to whatever the lab
// serves there. Arguments: the lab's port, then namespace, Pod and port. Ends with 1 when nothing listens.
const { connect } = require('node:net');

const [gateway, ...target] = process.argv.slice(2);
const socket = connect({ host: '127.0.0.1', port: Number(gateway) });
socket.on('error', error => refuse(error.message));
socket.write(`${target.join(' ')}\n`);

// The first byte of the answer says whether the connection was made; the rest is a message or the connection itself.
socket.once('readable', () => {
  const answer = socket.read(1);
  if (answer?.toString() !== '+') {
    const message = [];
    socket.on('data', chunk => message.push(chunk));
    socket.on('end', () => refuse(Buffer.concat(message).toString()));
    return;
  }
  socket.on('end', () => process.exit(0));
  process.stdout.on('error', () => process.exit(0));
  socket.pipe(process.stdout);
  process.stdin.pipe(socket);
});

function refuse(message) {
  process.stderr.write(message, () => process.exit(1));
}
