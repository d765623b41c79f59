const told = this.parentNode.lastChild;
const target = 'TARGET', data = { name: 'NAME' };
const unknown = 'the kernel knows no buttons';
const classic = window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel;
const config = document.getElementById('jupyter-config-data');
if (classic) {
    told.textContent = '…';
    const comm = classic.comm_manager.new_comm(target, data);
    comm.on_msg(message => { told.textContent = message.content.data.told; comm.close(); });
    comm.on_close(() => { told.textContent = unknown; });
} else if (config && 'KERNEL') {
    told.textContent = '…';
    const page = JSON.parse(config.textContent);
    const id = crypto.randomUUID();
    const address = new window.URL(page.baseUrl + 'api/kernels/KERNEL/channels?session_id=' + id, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    if (page.token) address.searchParams.set('token', page.token);
    const socket = new WebSocket(address);
    socket.onopen = () => socket.send(JSON.stringify({
        channel: 'shell', parent_header: {}, metadata: {}, buffers: [],
        header: { msg_id: id, session: id, username: '', version: '5.3', msg_type: 'comm_open', date: new Date().toISOString() },
        content: { comm_id: id, target_name: target, data }
    }));
    socket.onmessage = event => {
        const message = JSON.parse(event.data);
        if (message.content.comm_id !== id) return;
        const answers = message.header.msg_type === 'comm_msg';
        if (answers || message.header.msg_type === 'comm_close') {
            told.textContent = answers ? message.content.data.told : unknown;
            socket.close();
        }
    };
    socket.onerror = () => { told.textContent = 'the kernel of this button is gone: run the cell again'; };
} else {
    told.textContent = 'this page lets no button reach the kernel: run %stop, or the cell again';
}
