"""The GitHub Action: from a job's environment to a pull request that keeps the tracker true."""
