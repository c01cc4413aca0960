"""What lives beside the complaint as a workflow of its own: prevention tasks and obligations to authorities."""
