// Looks again until the rows are stored or refused; the server then answers with another page.
setTimeout(() => location.reload(), 1000);
